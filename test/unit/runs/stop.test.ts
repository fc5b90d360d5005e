import { startRun, TECHNIQUES, type Params, type Run } from 'poolscope'
import { expect, it } from 'vitest'
import { until } from '../tasks/support.ts'
import { checkEnd, finish } from './finish.ts'

/** Far more work than the test would wait for. */
const LONG: Readonly<Record<string, Params>> = {
  threads: { tasks: 3, durationMs: 60_000 },
  processes: { tasks: 2, durationMs: 60_000 },
  'thread-pool': { tasks: 2_000, workers: 2, durationMs: 5 },
  'process-pool': { tasks: 2_000, workers: 2, durationMs: 5 },
  gather: { tasks: 200, durationMs: 60_000 },
  'async-wait': { tasks: 200, durationMs: 60_000 },
  'thread-queue': { tasks: 2_000, durationMs: 5 },
  'process-queue': { tasks: 2_000, durationMs: 5 },
  'event-loop': { durationMs: 5 },
  network: { requests: 100, workers: 2, latencyMs: 60_000 },
}

/** A task is at a worker: the technique is in the middle of its work. */
const busy = (run: Run): boolean =>
  run.counts.ok > 2 || run.recorder.activity().some(({ state, task }) => state === 'run' && task !== null)

it.each(TECHNIQUES.map(({ id }) => id))('stopping %s ends all its workers, and the counts add up', async (id) => {
  const { run, summary } = await finish({ preset: id, params: LONG[id] ?? {} }, async (running) => {
    await until(() => busy(running))
    running.stop()
    expect(running.state).toBe('stopping')
    running.stop() // twice is once
  })
  expect(summary.outcome).toBe(id === 'event-loop' ? 'ok' : 'stopped')
  expect(summary.error).toBeUndefined()
  expect(summary.tasks.cancelled).toBeGreaterThan(0)
  expect(summary.tasks).toMatchObject({ error: 0, timedOut: 0, lost: 0 })
  expect(run.recorder.logEntries.filter(({ text }) => text === 'Stopped by the user.')).toHaveLength(1)
  expect(run.recorder.logEntries.filter(({ level }) => level !== 'info')).toEqual([])
  expect(run.state).toBe('finished')
  run.stop() // nothing is left to be stopped
  expect(run.state).toBe('finished')
})

it.each(TECHNIQUES.map(({ id }) => id))('%s can be stopped before it has done anything', async (id) => {
  const run = await startRun({ preset: id, params: LONG[id] ?? {} })
  run.stop()
  const summary = await run.finished
  await checkEnd(run, summary)
  expect(summary.tasks.ok).toBe(0)
  expect(summary.outcome).toBe(id === 'event-loop' ? 'ok' : 'stopped')
})
