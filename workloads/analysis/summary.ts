import type { ColumnArray, Table } from '../contract/columns.ts'
import type { Percentiles, RunInfo, RunSummary } from '../contract/run.ts'
import { NO_WORKER, OUTCOMES, type TASK_COLUMNS, type TaskCounts, type WorkerInfo } from '../contract/telemetry.ts'
import { taskCostSteps } from './cost/task-cost.ts'
import { inversionSteps } from './merge-sort.ts'
import { percentileSteps } from './percentile.ts'
import { finish, type Steps } from './steps.ts'

export interface SummaryInput {
  readonly info: Pick<RunInfo, 'preset' | 'technique' | 'seed' | 'params'>
  readonly outcome: RunSummary['outcome']
  /** Why the run failed, for people. */
  readonly error?: string
  /** Ended tasks in the order in which they ended; the newest ones when `droppedTasks` is above 0. */
  readonly tasks: Table<typeof TASK_COLUMNS>
  /** Of all tasks, dropped ones too. */
  readonly counts: TaskCounts
  readonly workers: readonly WorkerInfo[]
  readonly appCpuMs: number
  readonly maxQueueDepth: number
  readonly droppedTasks: number
  /** Of the whole run; needed when tasks were dropped, since the first one is then not in the table. */
  readonly firstSubmittedMs?: number
}

const OK = OUTCOMES.indexOf('ok')
const ERROR = OUTCOMES.indexOf('error')

/**
 * The figures of a run. Which tasks count where:
 *
 * | figure          | tasks                                                                              |
 * |-----------------|------------------------------------------------------------------------------------|
 * | wait            | all that reached a worker; the wait of one cancelled in the queue has no end        |
 * | run, transfer   | those that reached a worker and ended by themselves (ok, error); a time limit, a     |
 * |                 | cancellation or a worker's death says when a task was cut off, not how long it takes |
 * | cost            | the same; waits and starts of workers only of these, so that its parts add up        |
 * | throughput      | all that ended, but for the cancelled: a stop that empties the queue is no work      |
 * | inversions      | the same as in the completion-order chart: all that ended                            |
 * | makespan        | all that ended: first submission to last receipt                                     |
 *
 * Without tasks, percentiles are null and all else is 0; nothing is ever NaN.
 */
export const summarize = (input: SummaryInput): RunSummary => finish(summarySteps(input))

/** The same in steps: a run of a million tasks takes the better part of a second. */
export function* summarySteps(input: SummaryInput): Steps<RunSummary> {
  const { info, tasks, counts, workers } = input
  const { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs, id, worker, outcome } = tasks.columns
  const reachedWorker = (row: number): boolean => worker[row] !== NO_WORKER
  const ran = (row: number): boolean => reachedWorker(row) && (outcome[row] === OK || outcome[row] === ERROR)
  const difference = (to: ColumnArray, from: ColumnArray) => (row: number) => (to[row] ?? 0) - (from[row] ?? 0)
  const transferIn = difference(startedMs, dispatchedMs)
  const transferOut = difference(receivedMs, finishedMs)
  const makespanMs = makespan(tasks, input.firstSubmittedMs)
  const ended = counts.ok + counts.error + counts.timedOut + counts.lost
  return {
    preset: info.preset,
    technique: info.technique,
    seed: info.seed,
    params: info.params,
    outcome: input.outcome,
    ...(input.error === undefined ? {} : { error: input.error }),
    tasks: counts,
    makespanMs,
    throughput: makespanMs > 0 ? (ended / makespanMs) * 1000 : 0,
    waitMs: yield* percentilesOf(tasks.length, reachedWorker, difference(dispatchedMs, submittedMs)),
    runMs: yield* percentilesOf(tasks.length, ran, difference(finishedMs, startedMs)),
    transferMs: yield* percentilesOf(tasks.length, ran, (row) => transferIn(row) + transferOut(row)),
    cost: yield* taskCostSteps(input),
    maxQueueDepth: input.maxQueueDepth,
    inversions: yield* inversionSteps(id.subarray(0, tasks.length)),
    workers: workers.map((one) => ({
      id: one.id,
      kind: one.kind,
      pid: one.pid,
      threadId: one.threadId,
      tasks: one.tasks,
      cpuMs: one.cpuMs,
      maxRssBytes: one.maxMemoryBytes,
    })),
    cpuMs: totalCpu(workers),
    appCpuMs: input.appCpuMs,
    droppedTasks: input.droppedTasks,
  }
}

function makespan({ length, columns }: SummaryInput['tasks'], firstSubmittedMs = Infinity): number {
  let first = firstSubmittedMs
  let last = -Infinity
  for (let row = 0; row < length; row++) {
    first = Math.min(first, columns.submittedMs[row] ?? Infinity)
    last = Math.max(last, columns.receivedMs[row] ?? -Infinity)
  }
  return Math.max(0, last - first)
}

function* percentilesOf(
  length: number,
  counts: (row: number) => boolean,
  valueOf: (row: number) => number,
): Steps<Percentiles> {
  const values = new Float64Array(length)
  let n = 0
  for (let row = 0; row < length; row++) {
    if (counts(row)) values[n++] = valueOf(row)
  }
  yield
  return yield* percentileSteps(values.subarray(0, n))
}

/** The measured ones' sum; -1 when there are workers and none could be measured. */
function totalCpu(workers: readonly WorkerInfo[]): number {
  const measured = workers.filter((one) => one.cpuMs >= 0)
  if (workers.length > 0 && measured.length === 0) return -1
  return measured.reduce((sum, one) => sum + one.cpuMs, 0)
}
