import { NO_WORKER, OUTCOMES, type Table, type TASK_COLUMNS } from '../contract/index.ts'

const OK = OUTCOMES.indexOf('ok')
const ERROR = OUTCOMES.indexOf('error')

/** Rows of tasks that reached a worker and ended by themselves: only their times say how long a task takes. */
export function endedRows({ length, columns: { worker, outcome } }: Table<typeof TASK_COLUMNS>): number[] {
  const rows: number[] = []
  for (let row = 0; row < length; row++) {
    if (worker[row] !== NO_WORKER && (outcome[row] === OK || outcome[row] === ERROR)) rows.push(row)
  }
  return rows
}
