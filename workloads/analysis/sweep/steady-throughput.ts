import type { Table } from '../../contract/columns.ts'
import { NO_WORKER, OUTCOMES, type TASK_COLUMNS, type WorkerInfo } from '../../contract/telemetry.ts'

const CANCELLED = OUTCOMES.indexOf('cancelled')
/** With less than this share of the tasks the rest of the run would speak for all of it. */
const LEAST_SHARE = 0.5

/**
 * Tasks a second while all workers were there and had work: from when the last worker was ready until the last task was
 * handed out. Start and end of a run, in which some workers are missing or idle, belong to its length and not to the
 * pool. On an event loop, where all tasks are handed out at once, it is until the last result.
 * @returns null where that leaves less than half of the tasks
 */
export function steadyThroughput(
  tasks: Table<typeof TASK_COLUMNS>,
  workers: readonly Pick<WorkerInfo, 'index' | 'kind' | 'readyMs'>[],
): number | null {
  const { worker, outcome, dispatchedMs, receivedMs } = tasks.columns
  const byIndex = new Map(workers.map((one) => [one.index, one]))
  const counts = (row: number): boolean => worker[row] !== NO_WORKER && outcome[row] !== CANCELLED
  let [ended, fromMs, lastDispatchedMs, lastReceivedMs] = [0, 0, 0, 0]
  let turns = true
  for (let row = 0; row < tasks.length; row++) {
    if (!counts(row)) continue
    const one = byIndex.get(worker[row] ?? NO_WORKER)
    ended++
    fromMs = Math.max(fromMs, one?.readyMs ?? 0)
    if (one?.kind === 'event-loop') turns = false
    lastDispatchedMs = Math.max(lastDispatchedMs, dispatchedMs[row] ?? 0)
    lastReceivedMs = Math.max(lastReceivedMs, receivedMs[row] ?? 0)
  }
  const untilMs = turns ? lastDispatchedMs : lastReceivedMs
  let within = 0
  for (let row = 0; row < tasks.length; row++) {
    const atMs = receivedMs[row] ?? 0
    if (counts(row) && atMs > fromMs && atMs <= untilMs) within++
  }
  return within < LEAST_SHARE * ended || untilMs <= fromMs ? null : (within / (untilMs - fromMs)) * 1000
}
