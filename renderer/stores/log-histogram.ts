/** Between a thousandth of a microsecond and some eleven days: what a task can take. */
const MIN_MS = 1e-6
const MAX_MS = 1e9

/** Any quantile that the histogram answers is within this share of the true (nearest-rank) one. */
export const RELATIVE_ERROR = 0.01
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)
const LOG_GAMMA = Math.log(GAMMA)
const FIRST = Math.ceil(Math.log(MIN_MS) / LOG_GAMMA)
const BUCKETS = Math.ceil(Math.log(MAX_MS) / LOG_GAMMA) - FIRST + 1

/**
 * Counts durations in buckets whose width grows with the value, so that quantiles of any number of tasks cost a fixed
 * 14 kB and one scan. This is the DDSketch of Masson, Rim & Lee (VLDB 2019) with fixed bounds. A run's final
 * percentiles are exact and come with its summary; these are for the time before.
 */
export class LogHistogram {
  #counts = new Uint32Array(BUCKETS)
  #zeros = 0
  total = 0

  /** Values at or below a thousandth of a microsecond count as 0. */
  add(ms: number): void {
    this.total++
    if (!(ms > MIN_MS)) {
      this.#zeros++
      return
    }
    const bucket = Math.min(BUCKETS - 1, Math.ceil(Math.log(ms) / LOG_GAMMA) - FIRST)
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
  }

  /** The value below which the share `q` (0 to 1) of all values lies; null without values. */
  quantile(q: number): number | null {
    if (this.total === 0) return null
    const rank = q * (this.total - 1)
    let seen = this.#zeros
    if (rank < seen) return 0
    for (let i = 0; i < BUCKETS; i++) {
      seen += this.#counts[i] ?? 0
      if (rank < seen) return (2 * GAMMA ** (i + FIRST)) / (GAMMA + 1)
    }
    return MAX_MS
  }

  clear(): void {
    this.#counts.fill(0)
    this.#zeros = 0
    this.total = 0
  }
}
