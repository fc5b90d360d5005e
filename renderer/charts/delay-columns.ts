import type { SAMPLE_COLUMNS, Table } from '../../workloads/contract/index.ts'
import { measured } from './samples.ts'

/** Samples farther apart than this have a gap between them that belongs to nobody. */
export const LONGEST_INTERVAL_MS = 1000

/**
 * How late event loops were, cut down to the pixel columns it is drawn on. A sample tells the worst delay since the
 * loop's sample before; each column keeps the worst of all that fall on it.
 */
export class DelayColumns {
  readonly count: number
  readonly loMs: number
  readonly hiMs: number
  /** By column; -1 where nothing was measured. */
  readonly worst: Float64Array
  #isLoop: (worker: number) => boolean
  #seenUntil = new Map<number, number>()

  constructor(count: number, loMs: number, hiMs: number, isLoop: (worker: number) => boolean) {
    this.count = count
    this.loMs = loMs
    this.hiMs = hiMs
    this.worst = new Float64Array(count).fill(-1)
    this.#isLoop = isLoop
  }

  /** Adds the rows from `from` on. */
  add({ length, columns }: Table<typeof SAMPLE_COLUMNS>, from: number): void {
    for (let row = from; row < length; row++) {
      const worker = columns.worker[row] ?? 0
      if (!this.#isLoop(worker)) continue
      const toMs = columns.atMs[row] ?? 0
      const before = this.#seenUntil.get(worker)
      this.#seenUntil.set(worker, toMs)
      const delayMs = measured(columns.loopDelayMs[row])
      if (delayMs === null) continue
      // The first sample of a loop speaks at least for the time that the loop was late.
      const fromMs = Math.max(before ?? toMs - delayMs, toMs - LONGEST_INTERVAL_MS)
      this.#mark(this.columnOf(fromMs), this.columnOf(toMs), delayMs)
    }
  }

  /** The column of a time; one beyond the plot where it lies outside. */
  columnOf(ms: number): number {
    return Math.max(-1, Math.min(this.count, Math.floor(((ms - this.loMs) / (this.hiMs - this.loMs)) * this.count)))
  }

  /** The delay at a time; null where nothing was measured. */
  at(ms: number): number | null {
    return measured(this.worst[this.columnOf(ms)])
  }

  #mark(first: number, last: number, delayMs: number): void {
    for (let column = Math.max(0, first); column <= Math.min(this.count - 1, last); column++) {
      this.worst[column] = Math.max(this.worst[column] ?? -1, delayMs)
    }
  }
}
