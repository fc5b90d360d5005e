import { EventLoopExecutor, ThreadPoolExecutor } from 'poolscope'
import { expect, it } from 'vitest'
import { TASKS } from '#engine/tasks/index.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Recorder } from '#engine/telemetry/recorder.js'

it.each([ThreadPoolExecutor, EventLoopExecutor])('a task that comes late to %o waits from when it was due, and never from later than it came', async (Executor) => {
  const observer = new Recorder({ clock: systemClock })
  const pool = new Executor({ maxWorkers: 1, observer })
  const nowMs = systemClock.nowMs()
  await pool.submit(TASKS.noop, undefined, { dueMs: nowMs - 500 }).result()
  await pool.submit(TASKS.noop, undefined, { dueMs: nowMs + 60_000 }).result()
  await pool.shutdown()
  const { submittedMs, dispatchedMs } = observer.tasks.copy(0, 2).columns
  expect(submittedMs[0]).toBeCloseTo(nowMs - 500 - observer.startMs, 6)
  expect(submittedMs[1]).toBeLessThanOrEqual(dispatchedMs[1] ?? 0)
  expect((dispatchedMs[0] ?? 0) - (submittedMs[0] ?? 0)).toBeGreaterThanOrEqual(500)
})
