import type { InsightInput } from './insight.ts'
import { rowsUntil } from './rows-until.ts'

/** For how long tasks waited in the queue, between any two times: a sum over the queue depth, searched by time. */
export class WaitingTime {
  readonly #atMs: Float64Array
  readonly #waiting: Uint8Array
  /** Time with a depth above 0 before each row. */
  readonly #beforeMs: Float64Array

  constructor({ length, columns }: InsightInput['tables']['depth']) {
    this.#atMs = Float64Array.from(columns.atMs.subarray(0, length))
    this.#waiting = Uint8Array.from(columns.depth.subarray(0, length), (depth) => (depth > 0 ? 1 : 0))
    this.#beforeMs = new Float64Array(length)
    for (let row = 1; row < length; row++) this.#beforeMs[row] = this.#until(row - 1, this.#atMs[row] ?? 0)
  }

  /** Milliseconds between two times in which the queue was not empty; 0 when they are the wrong way round. */
  between(fromMs: number, toMs: number): number {
    return toMs <= fromMs ? 0 : this.#upTo(toMs) - this.#upTo(fromMs)
  }

  #upTo(timeMs: number): number {
    const rows = rowsUntil(this.#atMs, this.#atMs.length, timeMs)
    return rows === 0 ? 0 : this.#until(rows - 1, timeMs)
  }

  #until(row: number, timeMs: number): number {
    return (this.#beforeMs[row] ?? 0) + (this.#waiting[row] ?? 0) * (timeMs - (this.#atMs[row] ?? 0))
  }
}
