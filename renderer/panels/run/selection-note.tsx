import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  formatDuration,
  isRange,
  selectedRange,
  selectedTask,
  shownShare,
  useViewed,
  type ChartProps,
  type ChartRun,
  type SelectedRange,
  type SelectedTask,
  type SharedView,
} from '../../charts/index.ts'
import { Swatch } from '../../ui/swatch.tsx'
import { formatPlural } from '../../ui/words.ts'
import styles from './selection-note.module.css'

/** A range of a million tasks takes tens of milliseconds to count. */
const HZ = 4
const HINT = 'Click a task, or press Shift and drag over a part of the time.'

const rangeOf = (run: ChartRun, { selection }: SharedView): SelectedRange | null => (isRange(selection) ? selectedRange(run, selection) : null)

const taskOf = (run: ChartRun, { selection }: SharedView): SelectedTask | null =>
  selection === null || isRange(selection) ? null : selectedTask(run, selection.taskRow)

/** A line below the timeline: the figures of the selected part of the time, or how to select one. */
export function RangeLine(props: ChartProps) {
  const range = useViewed(props, HZ, rangeOf)
  return (
    <p className={styles['line']} role="status">
      {range === null ? (
        HINT
      ) : (
        <>
          <b>Selected: {formatDuration(range.spanMs)}</b>
          <span>{formatPlural(range.tasks, 'task')} ended</span>
          <span>wait p95 {formatDuration(range.waitMs.p95)}</span>
          <span>run p95 {formatDuration(range.runMs.p95)}</span>
          <Clear onClick={() => props.view.select(null)} />
        </>
      )}
    </p>
  )
}

/** The selected task with all its times, on the side of the plot where it is not. */
export function TaskNote(props: ChartProps) {
  const { run, view } = props
  const task = useViewed(props, HZ, taskOf)
  if (task === null) return null
  const times: readonly (readonly [string, number, ReactNode])[] = [
    ['submitted', task.submittedMs, null],
    ['dispatched', task.dispatchedMs, `wait ${formatDuration(task.waitMs)}`],
    ['started', task.startedMs, `transfer in ${formatDuration(task.transferInMs)}`],
    ['finished', task.finishedMs, `run ${formatDuration(task.runMs)}`],
    ['received', task.receivedMs, `transfer out ${formatDuration(task.transferOutMs)}`],
  ]
  const side = shownShare(run, view, task.startedMs) > 0.5 ? 'left' : 'right'
  return (
    <aside className={styles['note']} data-side={side} aria-label="Selected task" aria-live="polite">
      <p className={styles['line']}>
        <b>{task.title}</b>
        {task.worker !== null && (
          <span>
            <Swatch worker={task.workerIndex} /> {task.worker}
          </span>
        )}
        <span>{task.outcome}</span>
        <Clear onClick={() => view.select(null)} />
      </p>
      <dl className={styles['times']}>
        {times.map(([name, ms, since]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{formatDuration(ms)}</dd>
            <dd>{since}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}

function Clear({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" className={styles['clear']} aria-label="Clear the selection" title="Esc" onClick={onClick}>
      <X size={13} aria-hidden="true" />
    </button>
  )
}
