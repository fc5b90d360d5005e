import { useMemo, useState } from 'react'
import { formatCount } from '../../charts/format.ts'
import { useRunValue, useShownRun } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatPlural } from '../../ui/words.ts'
import { taskColumns } from './task-columns.ts'
import { ALL_TASKS, type TaskFilter } from './task-filter.ts'
import { TaskGrid } from './task-grid.tsx'
import { FIRST_QUERY, type TaskQuery } from './task-rows.ts'
import { MAX_COPIED, taskText } from './task-text.ts'
import { TaskToolbar } from './task-toolbar.tsx'
import styles from './tasks.module.css'
import { useTaskRows } from './use-task-rows.ts'

/** Names and notes: they hardly change. */
const HZ = 2

/** The ended tasks of the run: sorted, filtered, searched, copied. A row that is selected is so in all charts. */
export default function TasksTable() {
  const run = useShownRun()
  const [query, setQuery] = useState<TaskQuery>(FIRST_QUERY)
  const rows = useTaskRows(query)
  const kinds = useRunValue(({ info }) => info?.kinds.length ?? 0, HZ)
  const columns = useMemo(() => taskColumns(kinds), [kinds])
  const lost = useRunValue(({ droppedTasks, tables }) => droppedTasks + tables.tasks.dropped, HZ)
  const names = useRunValue(({ workers }) => workers.flatMap((worker) => worker?.id ?? []).join('\n'), HZ)
  const workers = useMemo(() => (names === '' ? [] : names.split('\n')), [names])
  const filter = (next: TaskFilter): void => setQuery({ ...query, filter: next })
  return (
    <div className={styles['tasks']}>
      <div className={styles['tools']} role="group" aria-label="Filter">
        <TaskToolbar filter={query.filter} workers={workers} onFilter={filter} />
      </div>
      <div className={styles['count']}>
        <p role="status">
          {rows.kept > 0 && `${formatCount(rows.length)} of ${formatPlural(rows.kept, 'task')}`}
          {lost > 0 && ` · ${formatPlural(lost, 'older one')} no longer kept`}
        </p>
        {rows.length > 0 && (
          <CopyButton
            label={rows.length > MAX_COPIED ? `Copy the first ${formatCount(MAX_COPIED)}` : 'Copy'}
            text={() => taskText(run, rows, columns)}
          />
        )}
      </div>
      <TaskGrid rows={rows} columns={columns} onSort={(sort) => setQuery({ ...query, sort })} sort={query.sort} />
      {rows.kept === 0 && <p className={styles['none']}>No tasks yet. Each task of a run gets a row here when it ends.</p>}
      {rows.kept > 0 && rows.length === 0 && (
        <p className={styles['none']}>
          No task is like that. <Button onClick={() => filter(ALL_TASKS)}>Show all</Button>
        </p>
      )}
    </div>
  )
}
