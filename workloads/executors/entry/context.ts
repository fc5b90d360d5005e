import { CancelledError, InvalidStateError } from '../../contract/errors.ts'
import type { TaskContext } from '../../contract/index.ts'
import type { Monitor } from './monitor.ts'
import type { Pace } from './pace.ts'

/**
 * How long-running producers and consumers report items and waits. No counterpart in CPython.
 * @param context what the task function got beside its input
 * @throws InvalidStateError for anything else
 */
export function monitorOf(context: TaskContext): Monitor {
  if (context instanceof Context) return context.monitor
  throw new InvalidStateError('only a worker of this engine has a monitor')
}

/**
 * The pace of the worker, for a long-running consumer that keeps it with each of its items. Of other tasks the worker
 * sees to that; one that asks for its pace is not slowed as a whole. No counterpart in CPython.
 * @throws InvalidStateError for what is no context of a worker
 */
export function paceOf(context: TaskContext): Pace {
  if (context instanceof Context) return context.takePace()
  throw new InvalidStateError('only a worker of this engine has a pace')
}

/** What a task function gets beside its input. The abort controller is made only when the task looks at it. */
export class Context implements TaskContext {
  readonly monitor: Monitor
  readonly #pace: Pace
  /** The task sees to its pace itself. */
  keepsPace = false
  #controller: AbortController | null = null
  #aborted = false

  constructor(monitor: Monitor, pace: Pace) {
    this.monitor = monitor
    this.#pace = pace
  }

  takePace(): Pace {
    this.keepsPace = true
    return this.#pace
  }

  get aborted(): boolean {
    return this.#aborted
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#aborted) this.#controller.abort(new CancelledError())
    return this.#controller.signal
  }

  abort(): void {
    this.#aborted = true
    this.#controller?.abort(new CancelledError())
  }

  dispose(): void {
    this.#controller = null
  }
}
