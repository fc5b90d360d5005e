import { NO_WORKER, OUTCOMES, type Percentiles } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { Latency, rowsEndedIn } from './latency.ts'
import { OUTCOME_WORDS } from './outcomes.ts'
import type { TimeWindow } from './shared-view.ts'
import { rowOfTask, taskTimes, type TaskTimes } from './task-times.ts'
import { taskTitle } from './task-tip.ts'

/** What is told of one selected task. */
export interface SelectedTask extends TaskTimes {
  readonly title: string
  /** Its worker's name; null: it never reached one. */
  readonly worker: string | null
  readonly workerIndex: number
  readonly outcome: string
}

/** A selected task as it is known; null: it is no longer kept, or is still to come in a replay. */
export function selectedTask(run: ChartRun, taskRow: number): SelectedTask | null {
  const row = rowOfTask(run, taskRow)
  if (row === null) return null
  const { columns } = run.tables.tasks
  const workerIndex = columns.worker[row] ?? NO_WORKER
  return {
    ...taskTimes(run, row),
    title: taskTitle(run, row),
    worker: workerIndex === NO_WORKER ? null : (run.workers[workerIndex]?.id ?? `worker ${workerIndex}`),
    workerIndex,
    outcome: OUTCOME_WORDS[OUTCOMES[columns.outcome[row] ?? 0] ?? 'ok'],
  }
}

/** What is told of a selected part of the time: of the tasks that ended in it. */
export interface SelectedRange {
  readonly spanMs: number
  readonly tasks: number
  readonly waitMs: Percentiles
  readonly runMs: Percentiles
}

export function selectedRange(run: ChartRun, range: TimeWindow): SelectedRange {
  const [from, to] = rowsEndedIn(run, range)
  const latency = new Latency()
  latency.add(run.tables.tasks, from, to)
  return {
    spanMs: range.toMs - range.fromMs,
    tasks: to - from,
    waitMs: latency.wait.percentiles,
    runMs: latency.run.percentiles,
  }
}
