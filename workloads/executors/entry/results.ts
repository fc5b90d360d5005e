import { NotCloneableError, serializeError } from '../../contract/errors.ts'
import { systemClock } from '../../telemetry/clock.ts'
import { plainText } from '../plain.ts'
import { RESULT_ERROR, RESULT_STRIDE, RESULT_TEXT } from '../protocol.ts'
import type { WorkerPort } from './port.ts'

/** A result waits for company no longer than this, so that the pool hears of long tasks as they end. */
const FLUSH_MS = 0.5

/** Results on their way to the pool, many in one message. */
export class Results {
  #pending: unknown[] = []
  #lastFlushMs = 0
  #scheduled = false
  readonly #port: WorkerPort
  readonly #flushMs: number

  constructor(port: WorkerPort, isAtOnce: boolean) {
    this.#port = port
    this.#flushMs = isAtOnce ? 0 : FLUSH_MS
  }

  /** A row of tasks begins: the time until their results must leave starts now. */
  begin(): void {
    this.#lastFlushMs = systemClock.nowMs()
  }

  /** An object is copied at once: the next task may change it. */
  add(id: number, result: number, startedMs: number, finishedMs: number, value: unknown): void {
    if (typeof value === 'object' && value !== null) {
      const text = plainText(value)
      if (text === null) {
        this.flush()
        this.#post([id, result, startedMs, finishedMs, value])
        return
      }
      this.#pending.push(id, result + RESULT_TEXT, startedMs, finishedMs, text)
    } else this.#pending.push(id, result, startedMs, finishedMs, value)
    if (finishedMs - this.#lastFlushMs >= this.#flushMs) this.flush()
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
    this.#post(results)
  }

  #post(results: unknown[]): void {
    try {
      this.#port.post({ op: 'results', results })
    } catch (cause) {
      this.#postEach(results, cause)
    }
  }

  /** Something among the values cannot be cloned: only its own task fails. */
  #postEach(results: unknown[], cause: unknown): void {
    if (results.length > RESULT_STRIDE) {
      for (let i = 0; i < results.length; i += RESULT_STRIDE) this.#post(results.slice(i, i + RESULT_STRIDE))
      return
    }
    const reason = cause instanceof Error ? cause.message : String(cause)
    const error = new NotCloneableError(`the task's result cannot be sent to another thread or process: ${reason}`)
    const [id, , startedMs, finishedMs] = results
    this.#port.post({ op: 'results', results: [id, RESULT_ERROR, startedMs, finishedMs, serializeError(error)] })
  }
}
