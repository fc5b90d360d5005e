import { ArrowDown, ArrowUp } from 'lucide-react'
import type { TaskColumn } from './task-columns.ts'
import type { TaskSort } from './task-rows.ts'
import styles from './tasks.module.css'

export interface TaskHeaderProps {
  readonly columns: readonly TaskColumn[]
  readonly sort: TaskSort
  readonly onSort: (sort: TaskSort) => void
}

/** A button for each column: sorts by it, and again the other way round. */
export function TaskHeader({ columns, sort, onSort }: TaskHeaderProps) {
  return (
    <div role="rowgroup" className={styles['head']}>
      <div role="row" aria-rowindex={1} className={styles['row']}>
        {columns.map((column) => (
          <div
            key={column.field}
            role="columnheader"
            aria-sort={column.field !== sort.field ? undefined : sort.descending ? 'descending' : 'ascending'}
            className={styles['cell']}
            data-field={column.field}
            data-type={column.type}
          >
            <button type="button" title={column.title} onClick={() => onSort(nextSort(column, sort))}>
              {column.label}
              <span className="visually-hidden">{restOfTitle(column)}</span>
              {column.field === sort.field && <Direction descending={sort.descending} />}
            </button>
          </div>
        ))}
      </div>
    </div>
  )
}

function Direction({ descending }: { descending: boolean }) {
  const Icon = descending ? ArrowDown : ArrowUp
  return <Icon size="0.7rem" aria-hidden="true" />
}

/** What makes the label whole for those who hear it: there is another button "Run". */
function restOfTitle({ label, title }: TaskColumn): string {
  return title.startsWith(label) ? title.slice(label.length) : ` (${title.toLowerCase()})`
}

/** Of times the longest are looked for first. */
function nextSort({ field, type }: TaskColumn, sort: TaskSort): TaskSort {
  return { field, descending: field === sort.field ? !sort.descending : type === 'ms' && field !== 'submitted' }
}
