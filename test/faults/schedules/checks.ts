import { expect } from 'vitest'
import {
  BrokenPoolError,
  CancelledError,
  InvalidStateError,
  TaskTimeoutError,
  WorkerLostError,
} from '#engine/contract/errors.js'
import { NO_WORKER, OUTCOMES, type Outcome } from '#engine/contract/telemetry.js'
import type { Recorder } from '#engine/telemetry/recorder.js'
import { noop } from '../support/work.ts'
import type { PlayedJob, Player } from './player.ts'
import { workOf, type Schedule } from './schedule.ts'

/** What must be true of every schedule once its pool has ended. */
export async function checkAll(schedule: Schedule, player: Player): Promise<void> {
  const starts = player.starts()
  expect(starts.filter((count) => count > 1), 'tasks that ran twice').toEqual([])
  for (const job of player.jobs) await checkJob(job, starts[job.id] ?? 0, schedule, player)
  checkRows(player.recorder)
  checkWorkers(player)
  expect(() => player.pool.submit(noop, 1)).toThrow(/shut down|broken/)
  await expect(player.pool.submitWhenRoom(noop, 1)).rejects.toThrow(/shut down|broken/)
}

/** The one outcome of a task: it has one, it fits what was done, and it fits whether the task ran. */
async function checkJob(job: PlayedJob, starts: number, schedule: Schedule, player: Player): Promise<void> {
  const { future, step, id } = job
  const about = `task ${id} (${step.work})`
  expect(future.done(), `${about} has an outcome`).toBe(true)
  expect(job.calls, `${about}: calls of its callback`).toBe(1)
  expect(() => future.setCancelled(), `${about}: a second outcome`).toThrow(InvalidStateError)
  const [ended] = await Promise.allSettled([future.result()])
  if (ended.status === 'fulfilled') expect(ended.value, about).toBe(id)
  const error: unknown = ended.status === 'fulfilled' ? null : ended.reason
  const { result } = workOf(step.work)
  if (error === null) {
    expect([result, starts], `${about} gave a value`).toEqual(['value', 1])
  } else if (error instanceof CancelledError) {
    expect(job.cancelled || player.stopped || step.signal !== null, `${about}: somebody cancelled it`).toBe(true)
    if (job.cancelled) expect(starts, `${about} was cancelled before its start`).toBe(0)
  } else if (error instanceof TaskTimeoutError) {
    expect(step.timeoutMs, `${about} has a time limit`).not.toBeNull()
  } else if (error instanceof WorkerLostError) {
    expect(player.harmed, `${about} was lost to something`).toBe(true)
  } else if (error instanceof BrokenPoolError) {
    expect([player.harmed, schedule.setup.onWorkerLost], `${about}: the pool broke`).toEqual([true, 'break'])
  } else {
    expect(error, about).toBeInstanceOf(Error)
    const text = error instanceof Error ? error.message : ''
    expect(result, `${about} ended with "${text}"`).toHaveProperty('error')
    if (typeof result === 'object') expect(text, about).toContain(result.error)
  }
  if (job.cancelled) expect(error, `${about} stays cancelled`).toBeInstanceOf(CancelledError)
  if (step.work === 'functionAsInput') expect(starts, `${about} never came to a worker`).toBe(0)
}

/** Telemetry: one whole row for each task, times in order, sums that add up, an empty queue. */
function checkRows({ tasks, counts, depth }: Recorder): void {
  const { columns, rows } = tasks
  expect(rows, 'rows').toBe(counts.submitted)
  const ids = Array.from(columns.id.subarray(0, rows)).sort((a, b) => a - b)
  expect(ids, 'one row for each task').toEqual(ids.map((_, index) => index))
  const sums = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (let row = 0; row < rows; row++) {
    const outcome = OUTCOMES[columns.outcome[row] ?? -1]
    if (outcome !== undefined) sums[outcome]++
    const { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs } = columns
    const times = [submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs].map((column) => column[row] ?? NaN)
    expect(times, 'times in order').toEqual(times.toSorted((a, b) => a - b))
    if (columns.worker[row] === NO_WORKER) expect(['cancelled', 'error']).toContain(outcome)
  }
  const { submitted: _, ...told } = counts
  expect(told, 'counts by outcome').toEqual(sums)
  expect(depth, 'queue depth').toBe(0)
}

function checkWorkers({ pool, recorder, harmed }: Player): void {
  const { infos } = recorder.workers
  expect(infos.filter(({ state }) => state !== 'exited' && state !== 'lost'), 'workers that did not end').toEqual([])
  if (!harmed) expect(infos.filter(({ state }) => state === 'lost'), 'workers lost to nothing').toEqual([])
  expect(recorder.activity(), 'what workers still do').toEqual([])
  expect([pool.workerCount, pool.queueDepth]).toEqual([0, 0])
}
