import { NO_WORKER, OUTCOMES } from '../../../workloads/contract/index.ts'
import type { ChartRun } from '../../charts/data.ts'
import { formatCount, formatDuration } from '../../charts/format.ts'
import { OUTCOME_WORDS } from '../../charts/outcomes.ts'

export type TaskField = 'id' | 'rank' | 'kind' | 'worker' | 'outcome' | 'wait' | 'transfer' | 'run' | 'submitted'

type Columns = ChartRun['tables']['tasks']['columns']

/** A column of the tasks table. Rows are those of the run's table of tasks as it is now. */
export interface TaskColumn {
  readonly field: TaskField
  /** Short, for the header; `title` in full. */
  readonly label: string
  readonly title: string
  /** `ms`: the value is a time. `rank`: a number that counts. `word`: the value stands for a text. */
  readonly type: 'ms' | 'rank' | 'word'
  /** At least; what is left over is shared out. */
  readonly widthRem: number
  /** What rows are sorted by. */
  readonly value: (columns: Columns, row: number) => number
  /** What people read. */
  readonly text: (run: ChartRun, row: number) => string
}

type Value = TaskColumn['value']

const rankColumn = (field: TaskField, label: string, title: string, value: Value): TaskColumn => ({
  field,
  label,
  title,
  type: 'rank',
  widthRem: 4.05,
  value,
  text: (run, row) => formatCount(value(run.tables.tasks.columns, row)),
})

const msColumn = (field: TaskField, label: string, title: string, widthRem: number, value: Value): TaskColumn => ({
  field,
  label,
  title,
  type: 'ms',
  widthRem,
  value,
  text: (run, row) => formatDuration(value(run.tables.tasks.columns, row)),
})

const wordColumn = (
  field: TaskField,
  label: string,
  widthRem: number,
  value: Value,
  word: (run: ChartRun, value: number) => string,
): TaskColumn => ({
  field,
  label,
  title: label,
  type: 'word',
  widthRem,
  value,
  text: (run, row) => word(run, value(run.tables.tasks.columns, row)),
})

export const NO_WORKER_WORDS = 'no worker'

/** A worker's name as the table shows it. */
export function workerName(run: ChartRun, index: number): string {
  return index === NO_WORKER ? NO_WORKER_WORDS : (run.workers[index]?.id ?? `worker ${index}`)
}

const outcomeWord = (code: number): string => OUTCOME_WORDS[OUTCOMES[code] ?? 'ok']

const ALL: readonly TaskColumn[] = [
  rankColumn('id', '#', 'Submission rank', ({ id }, row) => id[row] ?? 0),
  rankColumn('rank', 'Ended', 'Completion rank', ({ rank }, row) => rank[row] ?? 0),
  wordColumn('kind', 'Kind', 5, ({ kind }, row) => kind[row] ?? 0, ({ info }, code) => info?.kinds[code] ?? ''),
  wordColumn('worker', 'Worker', 5.7, ({ worker }, row) => worker[row] ?? NO_WORKER, workerName),
  wordColumn('outcome', 'Outcome', 4.5, ({ outcome }, row) => outcome[row] ?? 0, (_, code) => outcomeWord(code)),
  msColumn('wait', 'Wait', 'Wait time', 3.5, (columns, row) => (columns.dispatchedMs[row] ?? 0) - (columns.submittedMs[row] ?? 0)),
  msColumn('transfer', 'Transfer', 'Transfer, in and out', 4.1, transferMs),
  msColumn('run', 'Run', 'Run time', 3.5, (columns, row) => (columns.finishedMs[row] ?? 0) - (columns.startedMs[row] ?? 0)),
  msColumn('submitted', 'Submitted', 'Submitted at', 5.2, ({ submittedMs }, row) => submittedMs[row] ?? 0),
]

function transferMs({ dispatchedMs, startedMs, finishedMs, receivedMs }: Columns, row: number): number {
  return (startedMs[row] ?? 0) - (dispatchedMs[row] ?? 0) + (receivedMs[row] ?? 0) - (finishedMs[row] ?? 0)
}

const WITHOUT_KIND = ALL.filter(({ field }) => field !== 'kind')

/** The columns for a run whose tasks are of so many kinds. */
export const taskColumns = (kinds: number): readonly TaskColumn[] => (kinds > 1 ? ALL : WITHOUT_KIND)

/** The column of a field. */
export function taskColumn(field: TaskField): TaskColumn {
  const column = ALL.find((candidate) => candidate.field === field)
  if (column === undefined) throw new RangeError(`The tasks table has no column "${field}".`)
  return column
}
