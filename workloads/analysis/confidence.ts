import type { Estimate } from '../contract/sweep.ts'
import { mean, stddev } from './statistics.ts'
import { studentTQuantile } from './student-t.ts'

/**
 * Mean of repeats with its confidence interval by Student's t (Student, "The probable error of a mean", Biometrika 6,
 * 1908): mean ± t · s / √n with n - 1 degrees of freedom.
 * @returns null without values; without repeats there is no interval, and its ends are null
 */
export function meanInterval(values: readonly number[], confidence = 0.95): Estimate | null {
  const middle = mean(values)
  const spread = stddev(values)
  if (middle === null) return null
  if (spread === null) return { mean: middle, low: null, high: null }
  const margin = (studentTQuantile((1 + confidence) / 2, values.length - 1) * spread) / Math.sqrt(values.length)
  return { mean: middle, low: middle - margin, high: middle + margin }
}

/** The same for what cannot be negative, such as a rate or a time: neither can its interval. */
export function rateInterval(values: readonly number[], confidence = 0.95): Estimate | null {
  const interval = meanInterval(values, confidence)
  return interval === null ? null : { ...interval, low: interval.low === null ? null : Math.max(0, interval.low) }
}

/** Half of the width of an interval as a share of its mean; Infinity without an interval. */
export function relativeMargin({ mean: middle, low, high }: Estimate): number {
  return low === null || high === null || middle === 0 ? Infinity : (high - low) / 2 / Math.abs(middle)
}

/** Whether two intervals share a value; two without intervals cannot be told apart. */
export function overlap(a: Estimate, b: Estimate): boolean {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return true
  return a.low <= b.high && b.low <= a.high
}
