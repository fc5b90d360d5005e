/** Arithmetic mean; null without values. */
export function mean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : moments(values).mean
}

/** Standard deviation of a sample (divisor n - 1); null for fewer than two values. */
export function stddev(values: ArrayLike<number>): number | null {
  return values.length < 2 ? null : Math.sqrt(moments(values).squares / (values.length - 1))
}

/** Welford's recurrence (1962): one pass, and no loss of digits when the mean is large against the spread. */
function moments(values: ArrayLike<number>): { mean: number; squares: number } {
  let mean = 0
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    const delta = value - mean
    mean += delta / (i + 1)
    squares += delta * (value - mean)
  }
  return { mean, squares }
}
