import { percentiles, predictMmc, queueWindow, type ArrivalMeasurement, type QueueInput } from '../analysis/index.ts'
import { createColumns, TASK_COLUMNS, type Table } from '../contract/index.ts'
import type { Run } from '../runs/index.ts'
import { endedRows } from './rows.ts'

/** What a finished run says of the tasks that arrived after its first `leadMs`. */
export function arrivalMeasurement({ recorder }: Run, leadMs: number): Omit<ArrivalMeasurement, 'rate'> {
  const { tasks, depthSeries, workers, counts } = recorder
  const all = tasks.copy(tasks.firstRow, tasks.rows)
  depthSeries.flush()
  const { ring } = depthSeries
  const input = { tasks: all, depth: ring.copy(ring.firstRow, ring.rows), workers: workers.infos }
  const fromMs = startOf(input, (recorder.firstSubmittedMs ?? 0) + leadMs)
  const { submittedMs, dispatchedMs, receivedMs } = all.columns
  const arrived = endedRows(all).filter((row) => (submittedMs[row] ?? 0) >= fromMs)
  const lastMs = arrived.reduce((last, row) => Math.max(last, submittedMs[row] ?? 0), fromMs)
  const window = queueWindow(input, fromMs, lastMs)
  let done = 0
  for (let row = 0; row < all.length; row++) if ((receivedMs[row] ?? 0) >= fromMs && (receivedMs[row] ?? 0) < lastMs) done++
  const latency = percentiles(arrived.map((row) => (receivedMs[row] ?? 0) - (submittedMs[row] ?? 0)))
  const waits = arrived.reduce((sum, row) => sum + (dispatchedMs[row] ?? 0) - (submittedMs[row] ?? 0), 0)
  const { prediction, reason } = predictMmc({ ...input, tasks: rowsOf(all, arrived) })
  return {
    arrivalRate: lastMs > fromMs ? window.arrivalRate : 0,
    throughput: lastMs > fromMs ? (done / (lastMs - fromMs)) * 1000 : 0,
    backlog: window.arrivals - done,
    p50Ms: latency.p50,
    p95Ms: latency.p95,
    meanWaitMs: arrived.length === 0 ? null : waits / arrived.length,
    meanDepth: lastMs > fromMs ? window.meanDepth : 0,
    littleResidual: window.residual,
    utilisation: window.utilisation,
    mmcWaitMs: prediction?.meanWaitMs ?? null,
    mmcReason: reason,
    failedTasks: counts.error + counts.timedOut + counts.lost,
  }
}

/**
 * The first time after the lead at which nothing waits: tasks that waited for the workers to start are no part of what
 * the load does. Where that takes more than half of the rest it is no start any more, and the lead ends as planned.
 */
function startOf({ tasks, depth }: Pick<QueueInput, 'tasks' | 'depth'>, leadMs: number): number {
  const endMs = tasks.columns.submittedMs.subarray(0, tasks.length).at(-1) ?? leadMs
  const { atMs, depth: depths } = depth.columns
  for (let row = 0; row < depth.length; row++) {
    const untilMs = row + 1 < depth.length ? (atMs[row + 1] ?? 0) : Infinity
    const emptyMs = Math.max(leadMs, atMs[row] ?? 0)
    if (depths[row] === 0 && untilMs > leadMs) return emptyMs < (leadMs + endMs) / 2 ? emptyMs : leadMs
  }
  return leadMs
}

function rowsOf(table: Table<typeof TASK_COLUMNS>, rows: readonly number[]): Table<typeof TASK_COLUMNS> {
  const columns = createColumns(TASK_COLUMNS, rows.length)
  for (const name of Object.keys(TASK_COLUMNS) as (keyof typeof TASK_COLUMNS)[]) {
    rows.forEach((row, i) => (columns[name][i] = table.columns[name][row] ?? 0))
  }
  return { length: rows.length, columns }
}
