import { describe, expect, it } from 'vitest'
import { UsageError } from '#engine/contract/index.js'
import { MAX_RUNS, modelOf, planRuns, requestFor } from '#engine/sweep/index.js'

describe('the plan of a sweep', () => {
  const plan = planRuns(5, { repeats: 3, warmUp: 2, seed: 1 })

  it('runs every point once a round, warm-up rounds first', () => {
    expect(plan).toHaveLength(25)
    const rounds = Array.from({ length: 5 }, (_, round) => plan.slice(round * 5, round * 5 + 5))
    for (const round of rounds) expect(round.map(({ point }) => point).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4])
    expect(rounds.map(([run]) => [run?.warmUp, run?.repeat])).toEqual([[true, 0], [true, 1], [false, 0], [false, 1], [false, 2]])
  })

  it('is in an order that the seed repeats, another one in each round', () => {
    const order = (seed: number) => planRuns(5, { repeats: 3, warmUp: 2, seed }).map(({ point }) => point)
    expect(order(1)).toEqual(order(1))
    expect(order(2)).not.toEqual(order(1))
    expect(order(1).slice(0, 5)).not.toEqual(order(1).slice(5, 10))
  })

  it('refuses more runs than anybody would wait for', () => {
    expect(() => planRuns(MAX_RUNS, { repeats: 1, warmUp: 1, seed: 1 })).toThrow(UsageError)
  })
})

describe('the request for a run as another model', () => {
  const target = { preset: 'process-pool', params: { tasks: 77, durationMs: 3, timeoutMs: 500 } }

  it('keeps all that makes the tasks', () => {
    const { preset, params } = requestFor(target, 'threads', 3)
    expect(preset).toBe('thread-pool')
    expect(params).toMatchObject({ tasks: 77, durationMs: 3, timeoutMs: 500, distribution: 'log-normal', workers: 3 })
    expect(requestFor(target, 'event-loop', 1)).toMatchObject({ preset: 'gather', params: { tasks: 77, distribution: 'log-normal' } })
    expect(requestFor(target, 'serial', 1)).toMatchObject({ preset: 'thread-pool', params: { workers: 1 } })
  })

  it('keeps a queue a queue, its consumers being the size', () => {
    const queue = { preset: 'bounded-queue', params: {} }
    expect(requestFor(queue, 'processes', 3)).toMatchObject({ preset: 'process-queue', params: { consumers: 3, capacity: 50 } })
    expect(() => requestFor(queue, 'event-loop', 1)).toThrow(/cannot be swept as event-loop/)
  })

  it('on an event loop with arrivals is not a gather, which takes none', () => {
    const arrivals = { arrival: 'poisson', ratePerSecond: 9 }
    expect(requestFor(target, 'event-loop', 1, arrivals)).toMatchObject({
      preset: 'async-wait',
      params: { ...arrivals, returnWhen: 'ALL_COMPLETED' },
    })
  })

  it('gives your own task its model and its workers', () => {
    const own = { preset: 'own-task', params: { path: './a.ts' } }
    expect(requestFor(own, 'event-loop', 9)).toEqual({ preset: 'own-task', params: { path: './a.ts', as: 'event-loop', workers: 9 } })
  })

  it.each([
    [{ preset: 'network', params: {} }, 'processes', 2, /cannot be swept as processes/],
    [{ preset: 'network', params: { url: 'http://example.org/' } }, 'threads', 2, /only servers of this one are used/],
    [{ preset: 'own-task', params: {} }, 'threads', 2, /Choose a module/],
    [{ preset: 'own-task', params: { path: './a.ts' } }, 'processes', 65, /at most 64 processes/],
    [target, 'processes', 33, /"workers" cannot be 33/],
    [{ preset: 'thread-pool', params: { nothing: 1 } }, 'threads', 1, /no parameter "nothing"/],
    [{ preset: 'none', params: {} }, 'threads', 1, /no preset "none"/],
  ] as const)('refuses what cannot be run: %o as %s with %s', (wrong, as, workers, message) => {
    expect(() => requestFor(wrong, as, workers)).toThrow(message)
    expect(() => requestFor(wrong, as, workers)).toThrow(UsageError)
  })

  it('knows what each preset is by itself', () => {
    expect(['cold-start', 'gather', 'lost-sentinel'].map((preset) => modelOf({ preset, params: {} }))).toEqual(['processes', 'event-loop', 'threads'])
  })
})
