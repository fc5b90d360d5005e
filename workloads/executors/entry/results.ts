import { NotCloneableError, serializeError } from '../../contract/errors.ts'
import { systemClock } from '../../telemetry/clock.ts'
import { RESULT_ERROR, RESULT_STRIDE } from '../protocol.ts'
import type { WorkerPort } from './port.ts'

/** A result waits for company no longer than this, so that the pool hears of long tasks as they end. */
const FLUSH_MS = 0.5

/** Results on their way to the pool, many in one message. */
export class Results {
  #pending: unknown[] = []
  #lastFlushMs = 0
  #scheduled = false
  readonly #port: WorkerPort

  constructor(port: WorkerPort) {
    this.#port = port
  }

  add(id: number, result: number, startedMs: number, finishedMs: number, value: unknown): void {
    this.#pending.push(id, result, startedMs, finishedMs, value)
    if (finishedMs - this.#lastFlushMs >= FLUSH_MS) this.flush()
  }

  /** At the end of this turn of the loop: results that end together travel together. */
  flushSoon(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      this.flush()
    })
  }

  flush(): void {
    if (this.#pending.length === 0) return
    const results = this.#pending
    this.#pending = []
    this.#lastFlushMs = systemClock.nowMs()
    try {
      this.#port.post({ op: 'results', results })
    } catch {
      this.#postEach(results)
    }
  }

  /** Something among the values cannot be cloned: only its own task fails. */
  #postEach(results: unknown[]): void {
    for (let i = 0; i < results.length; i += RESULT_STRIDE) {
      const one = results.slice(i, i + RESULT_STRIDE)
      try {
        this.#port.post({ op: 'results', results: one })
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause)
        const error = new NotCloneableError(`the task's result cannot be sent to another thread or process: ${reason}`)
        one[1] = RESULT_ERROR
        one[4] = serializeError(error)
        this.#port.post({ op: 'results', results: one })
      }
    }
  }
}
