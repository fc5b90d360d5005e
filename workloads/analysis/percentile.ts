import type { Percentiles } from '../contract/run.ts'
import { sortSteps } from './merge-sort.ts'
import { finish, type Steps } from './steps.ts'

/**
 * The quantile of values in ascending order: linear interpolation between closest ranks,
 * Hyndman & Fan, "Sample quantiles in statistical packages" (1996), type 7, as R's and NumPy's default.
 * @param p 0..1
 * @returns null without values
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number | null {
  const last = sorted.length - 1
  if (last < 0) return null
  const rank = p * last
  const below = Math.floor(rank)
  const low = sorted[below] ?? 0
  const high = sorted[Math.min(below + 1, last)] ?? low
  return low + (rank - below) * (high - low)
}

/** p50, p95 and p99 of values in any order (none may be NaN); the values stay as they are. */
export const percentiles = (values: ArrayLike<number>): Percentiles => finish(percentileSteps(Float64Array.from(values)))

/** The same in steps; the values may be changed. */
export function* percentileSteps(values: Float64Array): Steps<Percentiles> {
  const sorted = yield* sortSteps(values)
  return {
    p50: quantileOfSorted(sorted, 0.5),
    p95: quantileOfSorted(sorted, 0.95),
    p99: quantileOfSorted(sorted, 0.99),
  }
}
