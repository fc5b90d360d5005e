import type { ChartRun } from '../../charts/data.ts'
import { taskColumn, type TaskField } from './task-columns.ts'
import { ALL_TASKS, taskFilter, type TaskFilter } from './task-filter.ts'
import { sortRows } from './sort-rows.ts'

export interface TaskSort {
  readonly field: TaskField
  readonly descending: boolean
}

/** Which tasks to show, and in what order. */
export interface TaskQuery {
  readonly filter: TaskFilter
  readonly sort: TaskSort
}

/** What a table shows at first: all tasks as they ended, so that new ones come at its end. */
export const FIRST_QUERY: TaskQuery = { filter: ALL_TASKS, sort: { field: 'rank', descending: false } }

/** The tasks that a query found. Tasks are told by their row counted from the first that ever came, as selections do. */
export interface TaskRows {
  readonly query: TaskQuery
  readonly length: number
  /** Tasks that were there to be found. */
  readonly kept: number
  /** Rows that the table had given up then: what to add to the rows below. */
  readonly base: number
  /** Rows of the table then; null: all of them, as they are. */
  readonly rows: Uint32Array | null
}

export const NO_TASKS: TaskRows = { query: FIRST_QUERY, length: 0, kept: 0, base: 0, rows: null }

const BLOCK = 1 << 14

/**
 * Finds the tasks of a run, in steps of less than a millisecond. Rows that come meanwhile are not found; when the table gives
 * up rows meanwhile, what is found is void.
 */
export function* findTasks(run: ChartRun, query: TaskQuery): Generator<void, TaskRows> {
  const { length: kept, dropped: base, columns } = run.tables.tasks
  const test = taskFilter(run, query.filter)
  const { field, descending } = query.sort
  if (test === null && field === 'rank' && !descending) return { query, length: kept, kept, base, rows: null }
  const found = yield* filterRows(kept, test)
  const { value } = taskColumn(field)
  // The table is in the order of completion.
  const rows =
    field === 'rank'
      ? descending
        ? found.reverse()
        : found
      : yield* sortRows(found, (row) => value(columns, row), descending)
  return { query, length: rows.length, kept, base, rows }
}

function* filterRows(count: number, test: ((row: number) => boolean) | null): Generator<void, Uint32Array> {
  const rows = new Uint32Array(count)
  let found = 0
  for (let from = 0; from < count; from += BLOCK) {
    const end = Math.min(count, from + BLOCK)
    for (let row = from; row < end; row++) if (test === null || test(row)) rows[found++] = row
    yield
  }
  return rows.slice(0, found)
}

/** The task at a place of the table. */
export const taskAt = ({ base, rows }: TaskRows, at: number): number => base + (rows === null ? at : (rows[at] ?? 0))

/** At what place a task is; null: it is not among those found. */
export function placeOf({ base, rows, length }: TaskRows, task: number): number | null {
  const row = task - base
  if (rows === null) return row >= 0 && row < length ? row : null
  const at = row < 0 ? -1 : rows.indexOf(row)
  return at < 0 ? null : at
}
