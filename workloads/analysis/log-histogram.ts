import type { Percentiles } from '../contract/run.ts'

/** Each power of two is cut into 2^7 equal buckets. */
const SUB_BITS = 7
/** 2^-14 ms = 61 ns: what is smaller is kept as 0. */
const MIN_EXPONENT = -14
/** 2^24 ms = 4.7 h: what is larger shares the last bucket. */
const MAX_EXPONENT = 24
const BUCKETS = (MAX_EXPONENT - MIN_EXPONENT) << SUB_BITS
/** Exponent bias of IEEE 754 doubles. */
const BIAS = 1023
/** Mantissa bits in the upper half of a double. */
const HIGH_MANTISSA_BITS = 20
const SHIFT = HIGH_MANTISSA_BITS - SUB_BITS
const FIRST = (BIAS + MIN_EXPONENT) << SUB_BITS

const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer) // little-endian: the upper half comes second

/** A quantile is at most this far from the true one, relative to it (from 2^-14 to 2^24). */
export const RELATIVE_ERROR = 2 ** -(SUB_BITS + 1)

/**
 * Quantiles of any number of durations in 39 KB. The idea is HdrHistogram's (Gil Tene): buckets whose width grows with
 * the value. The bucket number is simply the upper bits of the double, exponent and first bits of the mantissa, so
 * that adding costs no logarithm. Negative values and NaN (no durations) count as 0.
 */
export class LogHistogram {
  /** `#buckets[0]` holds the values below 2^-14; f64 because counts may pass 2^32. */
  readonly #buckets = new Float64Array(BUCKETS + 1)
  #count = 0
  #sum = 0
  #min = Infinity
  #max = 0

  get count(): number {
    return this.#count
  }

  /** Exact, unlike the quantiles; null without values. */
  get mean(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count
  }

  /** Exact; null without values. */
  get max(): number | null {
    return this.#count === 0 ? null : this.#max
  }

  add(value: number): void {
    const known = value > 0 ? value : 0
    const bucket = bucketOf(known)
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1
    this.#count++
    this.#sum += known
    if (known < this.#min) this.#min = known
    if (known > this.#max) this.#max = known
  }

  /** Adds all values of another histogram; the result is that of one histogram that got them all. */
  merge(other: LogHistogram): void {
    for (let i = 0; i <= BUCKETS; i++) this.#buckets[i] = (this.#buckets[i] ?? 0) + (other.#buckets[i] ?? 0)
    this.#count += other.#count
    this.#sum += other.#sum
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
  }

  copy(): LogHistogram {
    const copy = new LogHistogram()
    copy.merge(this)
    return copy
  }

  clear(): void {
    this.#buckets.fill(0)
    this.#count = 0
    this.#sum = 0
    this.#min = Infinity
    this.#max = 0
  }

  /** The same quantiles as `percentiles` of all values, up to `RELATIVE_ERROR`. */
  percentiles(): Percentiles {
    return { p50: this.#quantile(0.5), p95: this.#quantile(0.95), p99: this.#quantile(0.99) }
  }

  /** Hyndman & Fan type 7, as `quantileOfSorted`. */
  #quantile(p: number): number | null {
    if (this.#count === 0) return null
    const rank = p * (this.#count - 1)
    const below = Math.floor(rank)
    const low = this.#atRank(below)
    return rank === below ? low : low + (rank - below) * (this.#atRank(below + 1) - low)
  }

  /** The middle of the bucket that holds the value of this rank (0 is the smallest value). */
  #atRank(rank: number): number {
    let bucket = 0
    let seen = this.#buckets[0] ?? 0
    while (seen <= rank && bucket < BUCKETS) seen += this.#buckets[++bucket] ?? 0
    return Math.min(Math.max(middleOf(bucket), this.#min), this.#max)
  }
}

function bucketOf(value: number): number {
  double[0] = value
  const index = ((halves[1] ?? 0) >>> SHIFT) - FIRST
  return index < 0 ? 0 : Math.min(index + 1, BUCKETS)
}

function middleOf(bucket: number): number {
  if (bucket <= 0) return 0
  const exponent = MIN_EXPONENT + ((bucket - 1) >> SUB_BITS)
  const step = (bucket - 1) & ((1 << SUB_BITS) - 1)
  return 2 ** exponent * (1 + (step + 0.5) / (1 << SUB_BITS))
}
