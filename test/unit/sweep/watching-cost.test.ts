import { startRun } from 'poolscope'
import { expect, it } from 'vitest'
import { watchingCostSchema } from '#engine/contract/index.js'
import { watchingCost } from '#engine/sweep/index.js'

const SMALL = { preset: 'thread-pool', params: { task: 'noop', tasks: 20 }, seed: 7 }

it('a run without telemetry does all its tasks, and nothing is recorded of it', async () => {
  const run = await startRun({ preset: 'thread-pool', params: { task: 'sleep', durationMs: 20, tasks: 3, workers: 1 }, telemetry: 'off' })
  const summary = await run.finished
  expect(summary).toMatchObject({ outcome: 'ok', tasks: { submitted: 0, ok: 0 }, workers: [], appCpuMs: -1 })
  expect([run.recorder.tasks.rows, run.recorder.samples.rows, run.recorder.depthSeries.max]).toEqual([0, 0, 0])
  expect(run.tookMs).toBeGreaterThanOrEqual(55) // one after the other
})

it('runs pairs, one with telemetry and one without', async () => {
  const kinds: string[] = []
  const result = await watchingCost({ ...SMALL, repeats: 3 }).run({
    onProgress: ({ current }) => {
      if (current !== null && !current.warmUp) kinds.push(current.point === 0 ? 'on' : 'off')
    },
  })
  expect(watchingCostSchema.strict().parse(result)).toEqual(result)
  expect(result).toMatchObject({ outcome: 'ok', pairs: 3, repeats: 3 })
  expect(kinds.sort()).toEqual(['off', 'off', 'off', 'on', 'on', 'on'])
})

it('that is stopped speaks of whole pairs only', async () => {
  const stop = new AbortController()
  const result = await watchingCost({ ...SMALL, repeats: 9 }).run({
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done === 5) stop.abort()
    },
  })
  expect(result).toMatchObject({ outcome: 'stopped', pairs: 1 })
})

it.each([
  [{ preset: 'event-loop', params: {} }, /runs for a time that is set/],
  [{ preset: 'network', params: { url: 'http://example.org/' } }, /other machines/],
  [{ preset: 'thread-pool', params: { tasks: 0 } }, /"tasks" cannot be 0/],
])('refuses %o', (target, message) => {
  expect(() => watchingCost({ ...target, repeats: 1, seed: 1 })).toThrow(message)
})
