import { mean, stddev } from './statistics.ts'
import { studentTQuantile } from './student-t.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Confidence interval of mean(b) - mean(a), for samples that may be small and spread differently: Welch, "The
 * generalization of Student's problem when several different population variances are involved", Biometrika 34 (1947),
 * with the degrees of freedom of Satterthwaite (1946).
 * @returns null when either has fewer than two values. Without any spread it is the difference alone.
 */
export function welchInterval(a: readonly number[], b: readonly number[], confidence = 0.95): Interval | null {
  const [meanA, meanB, spreadA, spreadB] = [mean(a), mean(b), stddev(a), stddev(b)]
  if (meanA === null || meanB === null || spreadA === null || spreadB === null) return null
  const difference = meanB - meanA
  const errorA = spreadA ** 2 / a.length
  const errorB = spreadB ** 2 / b.length
  const error = errorA + errorB
  if (error === 0) return { low: difference, high: difference }
  // Shares of the error, not its squares: those of tiny spreads would underflow.
  const df = 1 / ((errorA / error) ** 2 / (a.length - 1) + (errorB / error) ** 2 / (b.length - 1))
  const margin = studentTQuantile((1 + confidence) / 2, df) * Math.sqrt(error)
  return { low: difference - margin, high: difference + margin }
}
