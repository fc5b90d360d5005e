import { memo } from 'react'
import { NO_WORKER } from '../../../workloads/contract/index.ts'
import { wentWrong } from '../../charts/outcomes.ts'
import { rowOfTask } from '../../charts/task-times.ts'
import type { RunModel } from '../../stores/index.ts'
import { Swatch } from '../../ui/swatch.tsx'
import type { TaskColumn } from './task-columns.ts'
import styles from './tasks.module.css'

export interface TaskRowProps {
  readonly id: string
  readonly run: RunModel
  readonly columns: readonly TaskColumn[]
  readonly task: number
  /** Its place in the table. */
  readonly at: number
  readonly selected: boolean
  /** Is the keyboard on it? */
  readonly active: boolean
  readonly onPick: (task: number) => void
}

/** An ended task never changes: a row is rendered again only when it is marked or moved. */
export const TaskRow = memo(function TaskRow({ id, run, columns, task, at, selected, active, onPick }: TaskRowProps) {
  const row = rowOfTask(run, task)
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected}
      className={styles['row']}
      data-active={active}
      data-wrong={row !== null && wentWrong(run.tables.tasks.columns.outcome[row])}
      onClick={() => onPick(task)}
    >
      {columns.map((column) => (
        <Cell key={column.field} run={run} column={column} row={row} />
      ))}
    </div>
  )
})

/** Empty for a moment when a replay went back and the row is to come again. */
function Cell({ run, column, row }: { run: RunModel; column: TaskColumn; row: number | null }) {
  const { field, type } = column
  const worker = row === null || field !== 'worker' ? NO_WORKER : (run.tables.tasks.columns.worker[row] ?? NO_WORKER)
  return (
    <span role="gridcell" className={styles['cell']} data-field={field} data-type={type}>
      {worker !== NO_WORKER && <Swatch worker={worker} />}
      {row === null ? '' : column.text(run, row)}
    </span>
  )
}
