import { describe, expect, it } from 'vitest'
import { rotated, takeTurns, type Entrant } from '../../bench/rounds.ts'

function fake(name: string, log: string[], fails = false): Entrant {
  return {
    name,
    round: (small) => {
      log.push(`${name}${small ? ' small' : ''}`)
      return fails ? Promise.reject(new Error(`${name} failed`)) : Promise.resolve({ speed: log.length })
    },
    close: () => {
      log.push(`${name} closed`)
      return Promise.resolve()
    },
  }
}

const context = { rounds: 2, quick: false, say: () => undefined }
const started = (...entrants: Entrant[]) => entrants.map((entrant) => Promise.resolve(entrant))

describe('rounds of a bench', () => {
  it('take turns: everybody is first once', () => {
    expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc'])
    expect(rotated([], 3)).toEqual([])
  })

  it('warm all up, let them alternate, and close them', async () => {
    const log: string[] = []
    const results = await takeTurns(started(fake('a', log), fake('b', log)), context, 0)
    expect(log).toEqual(['a small', 'b small', 'a', 'b', 'b', 'a', 'a closed', 'b closed'])
    expect(results.of('a', 'speed')).toEqual([3, 6])
    expect(results.measured('a', 'speed')).toBe(true)
    expect(results.measured('a', 'colour')).toBe(false)
    expect(results.peers(['b', 'c'], 'speed')).toEqual([{ name: 'b', values: [4, 5] }])
    expect(() => results.of('a', 'colour')).toThrow('a did not measure colour')
  })

  it('are small and few in a quick bench', async () => {
    const log: string[] = []
    await takeTurns(started(fake('a', log)), { ...context, rounds: 1, quick: true }, 0)
    expect(log).toEqual(['a small', 'a closed'])
  })

  it('close all when one fails, or does not start', async () => {
    const log: string[] = []
    await expect(takeTurns(started(fake('a', log), fake('b', log, true)), context, 0)).rejects.toThrow('b failed')
    expect(log.slice(-2)).toEqual(['a closed', 'b closed'])
    const broken = Promise.reject<Entrant>(new Error('no start'))
    await expect(takeTurns([...started(fake('c', log)), broken], context, 0)).rejects.toThrow('no start')
    expect(log.at(-1)).toBe('c closed')
  })
})
