import { useId, useMemo, useRef, type CSSProperties, type KeyboardEvent } from 'react'
import { useShownRun } from '../../stores/index.ts'
import { rowsInView } from './row-window.ts'
import type { TaskColumn } from './task-columns.ts'
import { TaskHeader } from './task-header.tsx'
import { placeAfterKey } from './task-keys.ts'
import { TaskRow } from './task-row.tsx'
import { placeOf, taskAt, type TaskRows, type TaskSort } from './task-rows.ts'
import styles from './tasks.module.css'
import { useActiveTask } from './use-active-task.ts'
import { useRowWindow } from './use-row-window.ts'

export interface TaskGridProps {
  readonly rows: TaskRows
  readonly columns: readonly TaskColumn[]
  readonly sort: TaskSort
  readonly onSort: (sort: TaskSort) => void
}

/** Rows of which only those in view are there. The focus stays on the grid, which tells where the keyboard is. */
export function TaskGrid({ rows, columns, sort, onSort }: TaskGridProps) {
  const run = useShownRun()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const { active, selected, setActive, select } = useActiveTask()
  const { list, window, heightPx, onScroll } = useRowWindow(box, rows, active, selected)
  const activeAt = useMemo(() => (active === null ? null : placeOf(rows, active)), [rows, active])
  const activeShown = activeAt !== null && activeAt >= window.first && activeAt < window.end
  const tasks = Array.from({ length: Math.max(0, window.end - window.first) }, (_, at) => taskAt(rows, window.first + at))

  const onKeyDown = (event: KeyboardEvent): void => {
    // Buttons of the header have keys of their own.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const next = placeAfterKey(event.key, activeAt, rows.length, rowsInView(list))
    if (next !== null) setActive(taskAt(rows, next))
    else if ((event.key === 'Enter' || event.key === ' ') && active !== null && activeAt !== null) select(active)
    else if (event.key === 'Escape' && selected !== null) select(null)
    else return
    event.preventDefault()
  }

  const style = {
    '--row': `${list.rowPx}px`,
    '--width': `${columns.reduce((sum, { widthRem }) => sum + widthRem, 0)}rem`,
    '--columns': columns.map(({ widthRem }) => `minmax(${widthRem}rem, ${widthRem}fr)`).join(' '),
  } as CSSProperties
  return (
    <div
      ref={box}
      role="grid"
      aria-label="Tasks"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={activeShown && active !== null ? `${id}${active}` : undefined}
      tabIndex={0}
      className={styles['grid']}
      style={style}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <TaskHeader columns={columns} sort={sort} onSort={onSort} />
      <div role="rowgroup" className={styles['body']} style={{ height: heightPx }}>
        <div role="presentation" style={{ transform: `translateY(${window.topPx}px)` }}>
          {tasks.map((task, at) => (
            <TaskRow
              key={`${run.generation} ${task}`}
              id={`${id}${task}`}
              run={run}
              columns={columns}
              task={task}
              at={window.first + at}
              selected={task === selected}
              active={task === active}
              onPick={select}
            />
          ))}
        </div>
      </div>
    </div>
  )
}
