import type { Table } from '../../contract/columns.ts'
import { COST_PARTS, type CostPart } from '../../contract/cost.ts'
import { NO_WORKER, OUTCOMES, type TASK_COLUMNS, type WorkerInfo } from '../../contract/telemetry.ts'

/** What the cost of tasks is told from. */
export interface CostInput {
  /** Ended tasks in the order in which they ended. */
  readonly tasks: Table<typeof TASK_COLUMNS>
  readonly workers: Iterable<Pick<WorkerInfo, 'index' | 'kind' | 'role' | 'startedMs' | 'readyMs'> | undefined>
}

const OK = OUTCOMES.indexOf('ok')
const ERROR = OUTCOMES.indexOf('error')

const overlap = (from: number, to: number, since: number, until: number): number =>
  Math.max(0, Math.min(to, until) - Math.max(from, since))

interface OneWorker {
  readonly isSerial: boolean
  readonly reports: boolean
  readonly startedMs: number
  readonly readyMs: number
  /** The end of its last task. */
  freeMs: number
}

/**
 * Takes the times of tasks apart, one after the other in the order of their ends. A pool hands tasks to a worker ahead of
 * time: while one is behind another there, it waits, and that is no transfer. Results of consumers cost no transfer: they
 * report many at a time, later.
 */
export class TaskParts {
  readonly values: Record<CostPart, number> = { start: 0, wait: 0, transferIn: 0, run: 0, transferOut: 0 }
  readonly #tasks: CostInput['tasks']
  /** By index. */
  readonly #workers: (OneWorker | undefined)[] = []

  constructor({ tasks, workers }: CostInput) {
    this.#tasks = tasks
    for (const one of workers) {
      if (one === undefined) continue
      const { index, kind, role, startedMs, readyMs } = one
      const times = { startedMs, readyMs: readyMs ?? startedMs, freeMs: -Infinity }
      this.#workers[index] = { isSerial: kind !== 'event-loop', reports: role === 'consumer', ...times }
    }
  }

  /** Sets `values` to those of a task; false where it did not run, or was cut off, so that it says nothing. */
  take(row: number): boolean {
    const { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs, worker, outcome } = this.#tasks.columns
    const index = worker[row] ?? NO_WORKER
    const at = this.#workers[index]
    const submitted = submittedMs[row] ?? 0
    const dispatched = dispatchedMs[row] ?? 0
    const started = startedMs[row] ?? 0
    const finished = finishedMs[row] ?? 0
    const freeMs = at?.isSerial === true ? at.freeMs : -Infinity
    if (at !== undefined) at.freeMs = Math.max(at.freeMs, finished)
    if (index === NO_WORKER || (outcome[row] !== OK && outcome[row] !== ERROR)) return false
    const taken = Math.max(dispatched, Math.min(started, freeMs))
    const startWaiting = at === undefined ? 0 : overlap(submitted, taken, at.startedMs, at.readyMs)
    const startMoving = at === undefined ? 0 : overlap(taken, started, at.startedMs, at.readyMs)
    const { values } = this
    values.start = startWaiting + startMoving
    values.wait = taken - submitted - startWaiting
    values.transferIn = started - taken - startMoving
    values.run = finished - started
    values.transferOut = at?.reports === true ? 0 : (receivedMs[row] ?? 0) - finished
    return true
  }
}

/** Tasks looked at for the one before on the same worker: more than a pool hands over at a time. */
const MAX_BACK = 4096

/** The parts of one task; null where it has none. */
export function partsOfTask(input: CostInput, row: number): Readonly<Record<CostPart, number>> | null {
  const parts = new TaskParts(input)
  const { worker } = input.tasks.columns
  for (let before = row - 1; before >= Math.max(0, row - MAX_BACK); before--) {
    if (worker[before] !== worker[row]) continue
    parts.take(before)
    break
  }
  return parts.take(row) ? { ...parts.values } : null
}

/** All of it, submission to result. */
export const sumOfParts = (parts: Readonly<Record<CostPart, number>>): number => COST_PARTS.reduce((sum, part) => sum + parts[part], 0)
