import { OUTCOMES, WAIT_STATES, type Outcome, type WaitState } from '../../contract/names.ts'
import type { LogEntry } from '../../contract/telemetry.ts'
import { systemClock } from '../../telemetry/clock.ts'
import type { FromWorker } from '../protocol.ts'

const FLUSH_MS = 5
const FLUSH_NUMBERS = 2048
/** Shorter waits are noise: they are neither reported nor drawn. */
const MIN_WAIT_MS = 1

/** The times of one queue item, on the machine's monotonic clock (`process.hrtime`). */
export interface ItemTimes {
  /** The producer had put it. */
  readonly putMs: number
  /** The consumer had taken it. */
  readonly gotMs: number
  /** The consumer began with it. */
  readonly startedMs: number
  /** The consumer was done with it. */
  readonly finishedMs: number
}

/**
 * How a long-running producer or consumer tells what it does. Reports are gathered and sent a few hundred times a
 * second at most; `flush` before blocking. No counterpart in CPython.
 */
export class Monitor {
  #put: number[] = []
  #done: unknown[] = []
  #waits: number[] = []
  #lastFlushMs = 0
  readonly #post: (message: FromWorker) => void
  readonly #showWait: (state: WaitState | null, sinceMs: number) => void

  /**
   * Made by workers; `monitorOf` gives it.
   * @param post sends reports
   * @param showWait makes the present wait visible to watchers at once
   */
  constructor(
    post: (message: FromWorker) => void,
    showWait: (state: WaitState | null, sinceMs: number) => void,
  ) {
    this.#post = post
    this.#showWait = showWait
  }

  /** An item was put, at `putMs`; `id` tells it from the others, `kind` is an index into the run's `kinds`. */
  itemPut(id: number, kind: number, putMs: number): void {
    this.#put.push(id, kind, putMs)
    this.#flushIfDue()
  }

  /** The work of item `id` ended with `outcome`, at these `times`; `kind` as above, `output` for those who draw it. */
  itemDone(id: number, kind: number, outcome: Outcome, times: ItemTimes, output: unknown): void {
    const { putMs, gotMs, startedMs, finishedMs } = times
    this.#done.push(id, kind, OUTCOMES.indexOf(outcome), putMs, gotMs, startedMs, finishedMs, output)
    this.#flushIfDue()
  }

  /** Call before blocking, with a `state` that says in what; the returned function when the wait is over. */
  wait(state: WaitState): () => void {
    this.flush()
    const fromMs = systemClock.nowMs()
    this.#showWait(state, fromMs)
    return () => {
      const toMs = systemClock.nowMs()
      this.#showWait(null, toMs)
      if (toMs - fromMs >= MIN_WAIT_MS) this.#waits.push(WAIT_STATES.indexOf(state), fromMs, toMs)
    }
  }

  /** A line of `text` for the log of whoever watches, sent at once. */
  note(level: LogEntry['level'], text: string): void {
    this.#post({ op: 'log', level, text })
  }

  /** Sends what was gathered. */
  flush(): void {
    this.#lastFlushMs = systemClock.nowMs()
    if (this.#put.length === 0 && this.#done.length === 0 && this.#waits.length === 0) return
    const message: FromWorker = { op: 'items', put: this.#put, done: this.#done, waits: this.#waits }
    this.#put = []
    this.#done = []
    this.#waits = []
    this.#post(message)
  }

  #flushIfDue(): void {
    const due = systemClock.nowMs() - this.#lastFlushMs >= FLUSH_MS
    if (due || this.#done.length + this.#put.length >= FLUSH_NUMBERS) this.flush()
  }
}
