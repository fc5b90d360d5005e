import type { Batch } from '../contract/batch.ts'
import { createColumns, emptyTable, type Table, type TableSpec } from '../contract/columns.ts'
import { readRunFile, RunFileError, type RunFileEnd } from '../contract/run-file.ts'
import type { RunInfo, RunSummary } from '../contract/run.ts'
import {
  BATCH_TABLES,
  type DEPTH_COLUMNS,
  type LogEntry,
  type SAMPLE_COLUMNS,
  type SPAN_COLUMNS,
  type TASK_COLUMNS,
  type TaskCounts,
  type WorkerInfo,
} from '../contract/telemetry.ts'

/** All of a run file at once, for who wants the run and not its course: exports, comparisons, reports. */
export interface RecordedRun {
  readonly info: RunInfo
  /** null when the file does not reach the end of the run. */
  readonly summary: RunSummary | null
  readonly end: RunFileEnd
  /** Time of the last batch, in ms since the start of the run. */
  readonly untilMs: number
  /** As of the last batch: exact, whatever was dropped. */
  readonly counts: TaskCounts
  readonly tasks: Table<typeof TASK_COLUMNS>
  /** By row of `tasks`: how many tasks ended before this one. The row number itself, unless tasks were dropped. */
  readonly completionRanks: Uint32Array
  readonly depth: Table<typeof DEPTH_COLUMNS>
  readonly samples: Table<typeof SAMPLE_COLUMNS>
  readonly spans: Table<typeof SPAN_COLUMNS>
  /** The last known state of each worker, by index. */
  readonly workers: readonly WorkerInfo[]
  readonly log: readonly LogEntry[]
  /** What the recording could not keep: whole tasks, and rows of the other tables and of the log. 0 is normal. */
  readonly dropped: { readonly tasks: number; readonly rows: number }
}

/**
 * Reads a run file whole. Costs about as much memory again as the file.
 * @throws RunFileError when it holds nothing that can be shown
 */
export function readRecordedRun(bytes: Uint8Array): RecordedRun {
  const batches: Batch[] = []
  const records = readRunFile(bytes)
  let step = records.next()
  for (; step.done !== true; step = records.next()) batches.push(step.value)
  const info = batches[0]?.info
  const last = batches.at(-1)
  if (info === undefined || last === undefined) throw new RunFileError('This run file is empty.')
  return {
    info,
    summary: last.summary ?? null,
    end: step.value,
    untilMs: last.atMs,
    counts: last.counts,
    tasks: join(BATCH_TABLES.tasks, batches.map(({ tables }) => tables.tasks)),
    completionRanks: completionRanks(batches),
    depth: join(BATCH_TABLES.depth, batches.map(({ tables }) => tables.depth)),
    samples: join(BATCH_TABLES.samples, batches.map(({ tables }) => tables.samples)),
    spans: join(BATCH_TABLES.spans, batches.map(({ tables }) => tables.spans)),
    workers: lastStates(batches),
    log: batches.flatMap(({ log }) => log),
    dropped: { tasks: last.droppedTasks, rows: last.droppedRows },
  }
}

function join<S extends TableSpec>(spec: S, parts: readonly Table<S>[]): Table<S> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  if (length === 0) return emptyTable(spec)
  const columns = createColumns(spec, length)
  let at = 0
  for (const part of parts) {
    for (const [name, column] of Object.entries(columns)) column.set(columnOf(part, name, part.length), at)
    at += part.length
  }
  return { length, columns }
}

const columnOf = ({ columns }: Table<TableSpec>, name: string, length: number): ArrayLike<number> =>
  columns[name]?.subarray(0, length) ?? []

/** Dropped tasks are the oldest that were there, so they ended before those of the batch that tells of them. */
function completionRanks(batches: readonly Batch[]): Uint32Array {
  const ranks = new Uint32Array(batches.reduce((sum, { tables }) => sum + tables.tasks.length, 0))
  let row = 0
  for (const { droppedTasks, tables } of batches) {
    for (const end = row + tables.tasks.length; row < end; row++) ranks[row] = droppedTasks + row
  }
  return ranks
}

function lastStates(batches: readonly Batch[]): WorkerInfo[] {
  const states = new Map<number, WorkerInfo>()
  for (const { workers } of batches) for (const worker of workers) states.set(worker.index, worker)
  return [...states.values()].sort((a, b) => a.index - b.index)
}
