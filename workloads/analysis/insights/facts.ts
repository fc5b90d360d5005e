import { NO_WORKER, OUTCOMES } from '../../contract/telemetry.ts'
import { percentileSteps } from '../percentile.ts'
import { STEP_ELEMENTS, type Steps } from '../steps.ts'
import { MAX_EVIDENCE_TASKS, type InsightInput } from './insight.ts'
import { WaitingTime } from './waiting-time.ts'
import { WorkerFacts } from './worker-facts.ts'

const OK = OUTCOMES.indexOf('ok')
const ERROR = OUTCOMES.indexOf('error')

/** What several rules need, from one pass over the tasks. Without tasks, times are 0. */
export interface Facts {
  readonly input: InsightInput
  /** Every task that ended is in the table: the beginning of the run can be spoken of. */
  readonly complete: boolean
  readonly firstSubmittedMs: number
  readonly lastSubmittedMs: number
  readonly firstStartedMs: number
  readonly lastFinishedMs: number
  /** The last result of a task that reached a worker. */
  readonly lastProgressMs: number
  /** Tasks that ran to their own end (ok, error), in workers that do one at a time; sum and median of their run times. */
  readonly ran: number
  readonly runMs: number
  readonly medianRunMs: number
  /** Workers and consumers that do one task at a time, by index; event loops are not among them. */
  readonly serial: ReadonlyMap<number, WorkerFacts>
}

export function* factSteps(input: InsightInput): Steps<Facts> {
  const { length, columns } = input.tables.tasks
  const { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs, worker, outcome } = columns
  const complete = length >= endedOf(input)
  const serial = serialWorkers(input, complete ? -Infinity : (receivedMs[0] ?? 0))
  yield
  const runTimes = new Float64Array(length)
  let ran = 0
  let runMs = 0
  let [firstSubmittedMs, firstStartedMs] = [Infinity, Infinity]
  let [lastSubmittedMs, lastFinishedMs, lastProgressMs] = [0, 0, 0]
  for (let row = 0; row < length; row++) {
    if (row % STEP_ELEMENTS === STEP_ELEMENTS - 1) yield
    firstSubmittedMs = Math.min(firstSubmittedMs, submittedMs[row] ?? 0)
    lastSubmittedMs = Math.max(lastSubmittedMs, submittedMs[row] ?? 0)
    const index = worker[row] ?? NO_WORKER
    if (index === NO_WORKER) continue
    const times = {
      dispatchedMs: dispatchedMs[row] ?? 0,
      startedMs: startedMs[row] ?? 0,
      finishedMs: finishedMs[row] ?? 0,
      receivedMs: receivedMs[row] ?? 0,
    }
    firstStartedMs = Math.min(firstStartedMs, times.startedMs)
    lastFinishedMs = Math.max(lastFinishedMs, times.finishedMs)
    lastProgressMs = Math.max(lastProgressMs, times.receivedMs)
    const facts = serial.get(index)
    if (facts === undefined) continue
    facts.add(times)
    if (outcome[row] !== OK && outcome[row] !== ERROR) continue
    runTimes[ran++] = times.finishedMs - times.startedMs
    runMs += times.finishedMs - times.startedMs
  }
  for (const facts of serial.values()) facts.close()
  const { p50 } = yield* percentileSteps(runTimes.subarray(0, ran))
  return {
    input,
    complete,
    firstSubmittedMs: length === 0 ? 0 : firstSubmittedMs,
    lastSubmittedMs,
    firstStartedMs: Number.isFinite(firstStartedMs) ? firstStartedMs : 0,
    lastFinishedMs,
    lastProgressMs,
    ran,
    runMs,
    medianRunMs: p50 ?? 0,
    serial,
  }
}

/** Submission ranks of the first tasks whose row is one `matches`; `count` is that of all of them. */
export function* matchingTasks(
  { input }: Facts,
  matches: (row: number) => boolean,
): Steps<{ count: number; tasks: readonly number[] }> {
  const { length, columns } = input.tables.tasks
  const tasks: number[] = []
  let count = 0
  for (let row = 0; row < length; row++) {
    if (row % STEP_ELEMENTS === STEP_ELEMENTS - 1) yield
    if (!matches(row)) continue
    if (count++ < MAX_EVIDENCE_TASKS) tasks.push(columns.id[row] ?? 0)
  }
  return { count, tasks }
}

function endedOf({ counts }: InsightInput): number {
  return counts.ok + counts.error + counts.cancelled + counts.timedOut + counts.lost
}

function serialWorkers(input: InsightInput, fromMs: number): Map<number, WorkerFacts> {
  const waiting = new WaitingTime(input.tables.depth)
  const serial = new Map<number, WorkerFacts>()
  for (const info of input.workers) {
    if (info === undefined || info.kind === 'event-loop') continue
    if (info.role !== 'worker' && info.role !== 'consumer') continue
    serial.set(info.index, new WorkerFacts(info, waiting, fromMs, input.nowMs))
  }
  return serial
}
