import type { Batch } from './batch.ts'
import type { ColumnArray, Table, TableSpec } from './columns.ts'
import { OUTCOMES, WAIT_STATES } from './names.ts'
import { NO_WORKER } from './telemetry.ts'

/** Longer than any run: 20 years. */
const MAX_MS = 2 ** 39
/** Pixels of the largest picture. */
const MAX_PIXELS = 2 ** 26

/**
 * What a batch of a file says that no run can have said, in words; null for a plausible one. A frame can be well-formed and
 * its numbers senseless; behind this, nobody needs to look at them twice.
 */
export function checkPlausible({ atMs, info, workers, activity, log, tiles, turns, tables }: Batch): string | null {
  const picture = info?.picture ?? null
  if (!isTime(atMs)) return 'it is of no possible time'
  if (picture !== null && (picture.width < 1 || picture.height < 1 || picture.width * picture.height > MAX_PIXELS)) {
    return `its picture of ${picture.width} x ${picture.height} pixels cannot be`
  }
  const { tasks, depth, samples, spans, pixels } = tables
  for (const { index } of [...workers]) if (index >= NO_WORKER) return `worker ${index} cannot be`
  for (const { worker, sinceMs } of activity) if (worker > NO_WORKER || !isTime(sinceMs)) return `worker ${worker} cannot be`
  for (const turn of turns ?? []) if (!isTime(turn.atMs)) return 'a knob was turned at no possible time'
  for (const entry of log) if (!isTime(entry.atMs)) return 'a log entry is of no possible time'
  if (tiles.reduce((sum, { width, height }) => sum + width * height, 0) > pixels.length) return 'tiles lack their pixels'
  const { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs, outcome } = tasks.columns
  const times = [submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs]
  if (!times.every((column) => areTimes(column, tasks))) return 'a task is of no possible time'
  if (!areBelow(outcome, tasks, OUTCOMES.length)) return 'a task has an unknown outcome'
  if (!areTimes(depth.columns.atMs, depth) || !areTimes(samples.columns.atMs, samples)) return 'a row is of no possible time'
  if (!areTimes(spans.columns.fromMs, spans) || !areTimes(spans.columns.toMs, spans)) return 'a wait is of no possible time'
  if (!areBelow(spans.columns.state, spans, WAIT_STATES.length)) return 'a wait is of an unknown kind'
  for (const column of [samples.columns.cores, samples.columns.memoryBytes, samples.columns.loopDelayMs]) {
    if (!areFinite(column, samples)) return 'a sample is no number'
  }
  return null
}

const isTime = (ms: number): boolean => ms > -MAX_MS && ms < MAX_MS

function areTimes(column: ColumnArray, { length }: Table<TableSpec>): boolean {
  for (let row = 0; row < length; row++) if (!isTime(column[row] ?? NaN)) return false
  return true
}

function areFinite(column: ColumnArray, { length }: Table<TableSpec>): boolean {
  for (let row = 0; row < length; row++) if (!Number.isFinite(column[row])) return false
  return true
}

function areBelow(column: ColumnArray, { length }: Table<TableSpec>, limit: number): boolean {
  for (let row = 0; row < length; row++) if ((column[row] ?? limit) >= limit) return false
  return true
}
