import type { ChartRun } from './data.ts'

/** The times of an ended task, and what lies between them. */
export interface TaskTimes {
  readonly submittedMs: number
  readonly dispatchedMs: number
  readonly startedMs: number
  readonly finishedMs: number
  readonly receivedMs: number
  /** In the queue: submitted to dispatched. */
  readonly waitMs: number
  /** On the way to the worker: dispatched to started. */
  readonly transferInMs: number
  /** In the task function: started to finished. */
  readonly runMs: number
  /** On the way back: finished to received. */
  readonly transferOutMs: number
}

export function taskTimes(run: ChartRun, row: number): TaskTimes {
  const { columns } = run.tables.tasks
  const at = (column: keyof typeof columns): number => columns[column][row] ?? 0
  const [submittedMs, dispatchedMs, startedMs] = [at('submittedMs'), at('dispatchedMs'), at('startedMs')]
  const [finishedMs, receivedMs] = [at('finishedMs'), at('receivedMs')]
  return {
    submittedMs,
    dispatchedMs,
    startedMs,
    finishedMs,
    receivedMs,
    waitMs: dispatchedMs - submittedMs,
    transferInMs: startedMs - dispatchedMs,
    runMs: finishedMs - startedMs,
    transferOutMs: receivedMs - finishedMs,
  }
}

/** A selected task's row in the table now; null: it is no longer kept, or has not ended (in a replay). */
export function rowOfTask(run: ChartRun, taskRow: number): number | null {
  const { dropped, length } = run.tables.tasks
  const row = taskRow - dropped
  return row >= 0 && row < length ? row : null
}
