import { CancelledError, type TaskContext } from '../../contract/index.ts'
import type { Monitor } from './monitor.ts'

/** What a task function gets beside its input. The abort controller is made only when the task looks at it. */
export class Context implements TaskContext {
  /** For the engine's own producers and consumers: reports items and waits. */
  readonly monitor: Monitor
  #controller: AbortController | null = null
  #aborted = false

  constructor(monitor: Monitor) {
    this.monitor = monitor
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
