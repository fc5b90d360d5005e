import { describe, expect, it } from 'vitest'
import { atLeast, atMost, compare, limited, ratioOf, rowSchema } from '../../bench/row.ts'

const peers = [
  { name: 'slow', values: [10, 20, 30] },
  { name: 'quick', values: [100, 200, 300] },
]

describe('a row of the bench', () => {
  it('has a ratio above 1 when ours is better, for rates and for times', () => {
    expect(ratioOf('more', 500, 100)).toBe(5)
    expect(ratioOf('less', 20, 100)).toBe(5)
    expect(ratioOf('less', 100, 20)).toBe(0.2)
  })

  it('compares the medians of ours and of the best peer: the highest rate', () => {
    const row = compare({ id: 'a', unit: 'tasks/s', better: 'more', ours: [900, 1000, 5000], peers, target: atLeast(5) })
    expect(row).toMatchObject({ ours: 1000, bestPeer: 200, peer: 'quick', ratio: 5, target: '>= 5x', met: true })
    expect(row.note).toBe('ours 1 000 (900 to 5 000), slow 20 (10 to 30), quick 200 (100 to 300)')
  })

  it('compares with the shortest time', () => {
    const row = compare({ id: 'a', unit: 'us', better: 'less', ours: [22], peers, target: atMost(1.1) })
    expect(row).toMatchObject({ bestPeer: 20, peer: 'slow', target: '<= 1.1x its time', met: true })
    const slower = compare({ id: 'a', unit: 'us', better: 'less', ours: [22.1], peers, target: atMost(1.1) })
    expect(slower.met).toBe(false)
  })

  it('without a peer is not met, and says so', () => {
    const row = compare({ id: 'a', unit: 'us', better: 'less', ours: [1], peers: [], target: atMost(1) })
    expect(row).toMatchObject({ bestPeer: null, peer: null, ratio: null, met: false })
    expect(row.note).toContain('no peer was measured')
  })

  it('may have a limit instead of a peer', () => {
    const target = { limit: 20, text: '<= 20 ms' }
    expect(limited({ id: 'a', unit: 'ms', better: 'less', ours: [19, 20, 99], target }).met).toBe(true)
    expect(limited({ id: 'a', unit: 'ms', better: 'less', ours: [21], target }).met).toBe(false)
  })

  it('fits the schema of the JSON', () => {
    const row = compare({ id: 'queue-threads-1kb', unit: 'us', better: 'less', ours: [1], peers: [], target: atMost(1) })
    expect(rowSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row)
    expect(rowSchema.safeParse({ ...row, more: 1 }).success).toBe(false)
    // NaN is null in JSON: a figure that is none must not pass for one.
    expect(rowSchema.safeParse(JSON.parse(JSON.stringify({ ...row, ours: NaN }))).success).toBe(false)
  })
})
