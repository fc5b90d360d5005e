import { wentWrong } from '../../charts/outcomes.ts'
import type { GrowingTable, RankedTaskColumns } from '../../charts/data.ts'

/** Bars of the tape. When the run outgrows them, each two become one, so that a bar never moves while it grows. */
export const BINS = 128
const FIRST_BIN_MS = 16

/** Ended tasks over the time of a run, in bars of one width; costs a fixed 1 kB however long the run is. */
export class TapeBins {
  binMs = FIRST_BIN_MS
  readonly ended = new Uint32Array(BINS)
  /** Those of `ended` that went wrong. */
  readonly bad = new Uint32Array(BINS)
  #generation = -1
  #seen = 0

  /** The time that all bars together stand for. */
  get extentMs(): number {
    return this.binMs * BINS
  }

  /** Takes in the rows that came since the last call; another run starts anew. */
  update(generation: number, tasks: GrowingTable<RankedTaskColumns>, nowMs: number): void {
    if (generation !== this.#generation) this.#clear(generation)
    while (nowMs >= this.extentMs) this.#halve()
    const { receivedMs, outcome } = tasks.columns
    const end = tasks.dropped + tasks.length
    for (let row = Math.max(0, this.#seen - tasks.dropped); row < tasks.length; row++) {
      const atMs = Math.min(receivedMs[row] ?? 0, nowMs)
      const bin = Math.max(0, Math.floor(atMs / this.binMs))
      this.ended[bin] = (this.ended[bin] ?? 0) + 1
      if (wentWrong(outcome[row])) this.bad[bin] = (this.bad[bin] ?? 0) + 1
    }
    this.#seen = end
  }

  #halve(): void {
    for (const bins of [this.ended, this.bad]) {
      for (let i = 0; i < BINS / 2; i++) bins[i] = (bins[2 * i] ?? 0) + (bins[2 * i + 1] ?? 0)
      bins.fill(0, BINS / 2)
    }
    this.binMs *= 2
  }

  #clear(generation: number): void {
    this.#generation = generation
    this.#seen = 0
    this.binMs = FIRST_BIN_MS
    this.ended.fill(0)
    this.bad.fill(0)
  }
}
