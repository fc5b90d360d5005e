import type { ColumnArray } from '../contract/columns.ts'
import type { Batch } from '../contract/batch.ts'

/** When the first task of a run was submitted, as far as its ended tasks tell; null when none has ended. */
export function firstSubmitMs(batches: Iterable<Pick<Batch, 'tables'>>): number | null {
  let first = Infinity
  for (const { tables } of batches) {
    const { length, columns } = tables.tasks
    for (let row = 0; row < length; row++) first = Math.min(first, columns.submittedMs[row] ?? Infinity)
  }
  return first === Infinity ? null : first
}

/**
 * A batch on a clock that shows `originMs` as 0: for runs side by side, whose preparations took different times. What
 * was before has a negative time. The columns of the batch itself are changed, since there may be millions of rows.
 */
export function onClockFrom(batch: Batch, originMs: number): Batch {
  const { tasks, depth, samples, spans } = batch.tables
  const { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs } = tasks.columns
  for (const column of [submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs]) shift(column, originMs)
  for (const column of [depth.columns.atMs, samples.columns.atMs, spans.columns.fromMs, spans.columns.toMs]) {
    shift(column, originMs)
  }
  const moved = (ms: number | null): number | null => (ms === null ? null : ms - originMs)
  return {
    ...batch,
    atMs: batch.atMs - originMs,
    workers: batch.workers.map((worker) => ({
      ...worker,
      startedMs: worker.startedMs - originMs,
      readyMs: moved(worker.readyMs),
      endedMs: moved(worker.endedMs),
    })),
    activity: batch.activity.map((one) => ({ ...one, sinceMs: one.sinceMs - originMs })),
    log: batch.log.map((entry) => ({ ...entry, atMs: entry.atMs - originMs })),
  }
}

function shift(column: ColumnArray, byMs: number): void {
  for (let row = 0; row < column.length; row++) column[row] = (column[row] ?? 0) - byMs
}
