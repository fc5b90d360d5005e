import { NO_WORKER, type SAMPLE_COLUMNS, type Table } from '../../workloads/contract/index.ts'
import { measured } from './samples.ts'

/** More workers than this are too many colours to tell apart: the last place of the stack is then for all others. */
export const MAX_SERIES = 8

/** The place of a worker in the stack; workers beyond the colours share the last one. */
export function stackPlace(worker: number, workers: number): number {
  return workers > MAX_SERIES ? Math.min(worker, MAX_SERIES - 1) : worker % MAX_SERIES
}

/**
 * CPU use over time in equal bins, a series for each worker. A sample tells the cores used since the worker's sample
 * before; each bin gets its share of that, so that the area under a series is the CPU time that was used. A sample that
 * did not measure is passed over: the worker's next one speaks for that time, too, or else nobody does.
 */
export class CpuBins {
  readonly bins: number
  readonly loMs: number
  readonly hiMs: number
  /** Cores used in each bin by each place of the stack; `MAX_SERIES` places one behind the other. */
  readonly stack: Float64Array
  readonly app: Float64Array
  /** The share of each bin for which the app's use is known. */
  readonly appKnown: Float64Array
  /** Up to where samples were seen. */
  lastMs = 0
  #seenUntil = new Map<number, number>()
  #startedMs: (worker: number) => number
  #placeOf: (worker: number) => number

  /**
   * @param startedMs when a worker started: its first sample reaches back to there
   * @param placeOf the place of a worker in the stack
   */
  constructor(
    bins: number,
    [loMs, hiMs]: readonly [number, number],
    startedMs: (worker: number) => number,
    placeOf: (worker: number) => number,
  ) {
    this.bins = bins
    this.loMs = loMs
    this.hiMs = hiMs
    this.stack = new Float64Array(MAX_SERIES * bins)
    this.app = new Float64Array(bins)
    this.appKnown = new Float64Array(bins)
    this.#startedMs = startedMs
    this.#placeOf = placeOf
  }

  add({ length, columns }: Table<typeof SAMPLE_COLUMNS>, from: number): void {
    for (let row = from; row < length; row++) {
      const cores = measured(columns.cores[row])
      if (cores === null) continue
      const worker = columns.worker[row] ?? 0
      const toMs = columns.atMs[row] ?? 0
      const fromMs = this.#seenUntil.get(worker) ?? this.#startedMs(worker)
      this.#seenUntil.set(worker, toMs)
      this.lastMs = Math.max(this.lastMs, toMs)
      if (worker !== NO_WORKER) this.#spread(this.stack, this.#placeOf(worker) * this.bins, fromMs, toMs, cores)
      else {
        this.#spread(this.app, 0, fromMs, toMs, cores)
        this.#spread(this.appKnown, 0, fromMs, toMs, 1)
      }
    }
  }

  /** Bins in which anything was seen; the last of them may be known in part. */
  get known(): number {
    return Math.min(this.bins, Math.ceil(this.#position(this.lastMs)))
  }

  binAt(ms: number): number {
    return Math.min(this.bins - 1, Math.max(0, Math.floor(this.#position(ms))))
  }

  /** The cores that a place of the stack uses in a bin. */
  cores(place: number, bin: number): number {
    const sum = this.stack[place * this.bins + bin] ?? 0
    const seen = this.#position(this.lastMs) - bin
    return seen > 0 && seen < 1 ? sum / seen : sum
  }

  /** The cores that the app itself uses in a bin; null where that was not measured. */
  appCores(bin: number): number | null {
    const known = this.appKnown[bin] ?? 0
    return known > 0 ? (this.app[bin] ?? 0) / known : null
  }

  #spread(target: Float64Array, offset: number, fromMs: number, toMs: number, cores: number): void {
    const start = Math.max(0, this.#position(fromMs))
    const end = Math.min(this.bins, this.#position(toMs))
    for (let bin = Math.floor(start); bin < end; bin++) {
      const share = Math.min(end, bin + 1) - Math.max(start, bin)
      target[offset + bin] = (target[offset + bin] ?? 0) + cores * share
    }
  }

  #position(ms: number): number {
    return ((ms - this.loMs) / (this.hiMs - this.loMs)) * this.bins
  }
}
