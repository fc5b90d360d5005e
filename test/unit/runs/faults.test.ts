import { expect, it } from 'vitest'
import type { Params } from 'poolscope'
import { finish } from './finish.ts'

const QUEUE = { tasks: 20, durationMs: 0 }
const POOL = { tasks: 20, workers: 2, durationMs: 0 }

it.each<[string, Params]>([
  ['threads', { tasks: 3, task: 'fail' }],
  ['processes', { tasks: 2, task: 'fail' }],
  ['thread-pool', { ...POOL, task: 'fail' }],
  ['process-pool', { ...POOL, task: 'fail' }],
  ['gather', { tasks: 20, task: 'fail' }],
  ['async-wait', { tasks: 20, task: 'fail', returnWhen: 'FIRST_EXCEPTION' }],
  ['thread-queue', { ...QUEUE, task: 'fail' }],
  ['process-queue', { ...QUEUE, task: 'fail' }],
])('%s: tasks that throw are counted, and the run goes on', async (preset, params) => {
  const { summary } = await finish({ preset, params })
  expect(summary).toMatchObject({ outcome: 'ok', tasks: { submitted: params['tasks'], error: params['tasks'], ok: 0 } })
})

it.each<[string, Params]>([
  ['threads', { tasks: 3, task: 'crash' }],
  ['processes', { tasks: 2, task: 'crash' }],
  ['gather', { tasks: 20, task: 'crash' }],
  ['async-wait', { tasks: 20, task: 'crash' }],
])('%s: tasks whose worker dies are lost', async (preset, params) => {
  const { summary } = await finish({ preset, params })
  expect(summary).toMatchObject({ outcome: 'ok', tasks: { submitted: params['tasks'], lost: params['tasks'] } })
  expect(summary.workers.length).toBeGreaterThan(0)
})

it.each(['thread-pool', 'process-pool'])('%s: a lost worker takes one task with it and is replaced', async (preset) => {
  const { run, summary } = await finish({ preset, params: { ...POOL, fault: 'crash', faultShare: 0.1 } })
  expect(summary).toMatchObject({ outcome: 'ok', tasks: { submitted: 20, ok: 18, lost: 2 } })
  expect(run.recorder.workers.infos.filter(({ state }) => state === 'lost')).toHaveLength(2)
  expect(run.recorder.logEntries.filter(({ level }) => level === 'error')).toHaveLength(2)
})

it.each(['thread-pool', 'process-pool'])('%s: tasks that never end are stopped at their time limit', async (preset) => {
  const params = { tasks: 6, workers: 2, task: 'noop', fault: 'hang', faultShare: 0.3, timeoutMs: 1_000 }
  const { summary } = await finish({ preset, params })
  expect(summary.tasks).toMatchObject({ submitted: 6, error: 0, cancelled: 0, lost: 0 })
  expect(summary.tasks.timedOut).toBeGreaterThanOrEqual(2) // on a busy machine a healthy one may be late, too
})

it('an event loop ends in time though its task never does', async () => {
  const { summary } = await finish({ preset: 'event-loop', params: { task: 'hang', seconds: 0.2 } })
  expect(summary).toMatchObject({ outcome: 'ok', tasks: { submitted: 3, cancelled: 3 } })
})

it.each(['thread-queue', 'process-queue'])('%s: a producer without consumers is found out', async (preset) => {
  const params = { ...QUEUE, tasks: 30, capacity: 4, fault: 'crash', faultShare: 1 }
  const { run, summary } = await finish({ preset, params })
  expect(summary).toMatchObject({ outcome: 'failed', tasks: { ok: 0, cancelled: 0 } })
  expect(summary.error).toMatch(/^producer 1 waits for ever in put: the queue is full, and no consumer is left/)
  expect(summary.tasks.lost).toBe(summary.tasks.submitted)
  expect(run.recorder.logEntries.map(({ text }) => text)).toContain(summary.error)
})

it.each(['thread-queue', 'process-queue'])('%s: an end mark needs somebody to get it', async (preset) => {
  const params = { ...QUEUE, tasks: 6, capacity: 4, consumers: 2, fault: 'crash', faultShare: 1 }
  const { summary } = await finish({ preset, params })
  expect(summary).toMatchObject({ outcome: 'ok', tasks: { submitted: 6, lost: 6 } })
})
