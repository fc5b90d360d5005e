import { setTimeout as later } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { everyMoment, LoopProbe } from '../../bench/contestants/loop-probe.ts'

describe('the loop probe of the bench', () => {
  it('counts all that was due while a late timer was late', () => {
    expect(everyMoment([0, 0.5, 3.5])).toEqual([0, 0.5, 3.5, 2.5, 1.5, 0.5])
  })

  it('sees a block', async () => {
    const probe = new LoopProbe()
    await later(5)
    const until = performance.now() + 50
    while (performance.now() < until);
    await later(5)
    const { p99Ms, maxMs } = probe.stop()
    expect(maxMs).toBeGreaterThan(45)
    expect(p99Ms).toBeGreaterThan(40)
  })
})
