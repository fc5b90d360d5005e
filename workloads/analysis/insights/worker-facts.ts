import type { WorkerInfo } from '../../contract/telemetry.ts'
import type { WaitingTime } from './waiting-time.ts'

/** Shorter pauses between two tasks are messages on their way, and what a pool sends ahead (at most 1 ms of work). */
const MIN_IDLE_MS = 1

/** The five times of a task. */
export interface TaskTimes {
  readonly dispatchedMs: number
  readonly startedMs: number
  readonly finishedMs: number
  readonly receivedMs: number
}

/** How a worker that does one task at a time spent its time, worked out task by task in the order of their ends. */
export class WorkerFacts {
  readonly info: WorkerInfo
  /** From when to when it could have had tasks. */
  readonly fromMs: number
  readonly toMs: number
  tasks = 0
  /** Functions ran. */
  runMs = 0
  /** It had at least one task: transfer in, run, transfer out; tasks that it holds at the same time count once. */
  heldMs = 0
  /** Of the first task: it also loads the code, which is no transfer. */
  firstHeldMs = 0
  firstRunMs = 0
  /** It had no task though some waited in the queue. */
  idleMs = 0
  /** The longest such pause. */
  longestIdle = { fromMs: 0, toMs: 0 }
  #freeSinceMs: number
  readonly #waiting: WaitingTime

  constructor(info: WorkerInfo, waiting: WaitingTime, fromMs: number, toMs: number) {
    this.info = info
    this.#waiting = waiting
    this.fromMs = Math.max(fromMs, info.readyMs ?? Infinity)
    this.toMs = Math.min(toMs, info.endedMs ?? Infinity)
    this.#freeSinceMs = this.fromMs
  }

  add({ dispatchedMs, startedMs, finishedMs, receivedMs }: TaskTimes): void {
    this.#pause(dispatchedMs)
    this.tasks++
    this.runMs += finishedMs - startedMs
    this.heldMs += Math.max(0, receivedMs - Math.max(dispatchedMs, this.#freeSinceMs))
    this.#freeSinceMs = Math.max(this.#freeSinceMs, receivedMs)
    if (this.tasks > 1) return
    this.firstHeldMs = this.heldMs
    this.firstRunMs = this.runMs
  }

  /** There are no more tasks. */
  close(): void {
    this.#pause(this.toMs)
  }

  /** Time in which it was ready; 0 if it never was. */
  get availableMs(): number {
    return Math.max(0, this.toMs - this.fromMs)
  }

  /** Of that, the time in which tasks waited. */
  get waitingMs(): number {
    return this.#waiting.between(this.fromMs, this.toMs)
  }

  #pause(untilMs: number): void {
    const fromMs = this.#freeSinceMs
    if (untilMs - fromMs < MIN_IDLE_MS) return
    const idleMs = this.#waiting.between(fromMs, untilMs)
    this.idleMs += idleMs
    if (idleMs > this.longestIdle.toMs - this.longestIdle.fromMs) this.longestIdle = { fromMs, toMs: fromMs + idleMs }
  }
}
