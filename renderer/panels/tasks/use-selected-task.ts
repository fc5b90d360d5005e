import { useCallback, useSyncExternalStore } from 'react'
import { followAxis, shownWindow, timeScale, wholeMs } from '../../charts/time-scale.ts'
import { rowOfTask, taskTimes } from '../../charts/task-times.ts'
import { panWindow } from '../../charts/time-window.ts'
import type { ChartRun } from '../../charts/data.ts'
import { isRange, type SharedView } from '../../charts/shared-view.ts'
import { useShownRun, useView } from '../../stores/index.ts'

/** The task that is selected, here or in a chart, and how to select another. */
export function useSelectedTask(): readonly [task: number | null, select: (task: number | null) => void] {
  const view = useView()
  const run = useShownRun()
  const task = useSyncExternalStore(view.subscribe, () => selectedIn(view))
  const select = useCallback((next: number | null) => selectTask(run, view, next), [run, view])
  return [task, select]
}

function selectedIn({ selection }: SharedView): number | null {
  return selection === null || isRange(selection) ? null : selection.taskRow
}

/** Selects a task, and moves the charts to where it is when they show another part of the time. */
export function selectTask(run: ChartRun, view: SharedView, task: number | null): void {
  view.select(task === null ? null : { taskRow: task })
  const row = task === null ? null : rowOfTask(run, task)
  if (row === null) return
  const { dispatchedMs, receivedMs } = taskTimes(run, row)
  const window = shownWindow(timeScale(run, view, followAxis))
  if (receivedMs >= window.fromMs && dispatchedMs <= window.toMs) return
  const middleMs = (window.fromMs + window.toMs) / 2
  view.setWindow(panWindow(window, (dispatchedMs + receivedMs) / 2 - middleMs, wholeMs(run, view)))
}
