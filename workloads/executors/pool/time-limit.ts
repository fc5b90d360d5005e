import type { Clock } from '../../contract/index.ts'
import type { PoolWorker } from './worker.ts'

/**
 * Finds workers whose task runs for too long by their silence: they report each result at once or within 0.5 ms. One timer
 * for the pool: a timer for each task costs as much as a short task, and would need each to be alone at its worker.
 */
export class TimeLimit {
  readonly #limitMs: number
  readonly #workers: Iterable<PoolWorker>
  readonly #clock: Clock
  readonly #onSilent: (worker: PoolWorker) => void
  #stopTimer: (() => void) | null = null

  constructor(limitMs: number, workers: Iterable<PoolWorker>, clock: Clock, onSilent: (worker: PoolWorker) => void) {
    this.#limitMs = limitMs
    this.#workers = workers
    this.#clock = clock
    this.#onSilent = onSilent
  }

  /** Watches as long as workers have tasks. */
  watch(): void {
    if (this.#stopTimer !== null) return
    let firstMs = Infinity
    for (const worker of this.#workers) if (worker.load > 0 && !worker.closing) firstMs = Math.min(firstMs, worker.heardMs)
    if (firstMs === Infinity) return
    const aheadMs = firstMs + this.#limitMs - this.#clock.nowMs()
    // After the timer a turn of the loop, in which results that have come are read.
    this.#stopTimer = this.#clock.setTimer(() => setImmediate(() => this.#look()), Math.max(1, aheadMs))
  }

  stop(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
  }

  #look(): void {
    this.#stopTimer = null
    const nowMs = this.#clock.nowMs()
    for (const worker of [...this.#workers]) {
      if (worker.load > 0 && !worker.closing && nowMs - worker.heardMs >= this.#limitMs) this.#onSilent(worker)
    }
    this.watch()
  }
}
