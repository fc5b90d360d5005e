/** What a contestant measured in one round, by name. */
export type Figures = Readonly<Record<string, number>>

/** The value below which `share` (0 to 1) of the values lie: nearest rank. NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = Math.max(1, Math.ceil(share * sorted.length))
  return sorted[rank - 1] ?? NaN
}

/** The middle value; of an even number of values the mean of the two in the middle. NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [below = NaN, above = NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 0 ? (below + above) / 2 : above
}

/** Four digits are enough to read and to compare: `1 234 000`, `56.78`, `0.0123`. */
export function readable(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (value === 0) return '0'
  const digits = Math.floor(Math.log10(Math.abs(value)))
  const rounded = digits >= 4 ? Math.round(value / 10 ** (digits - 3)) * 10 ** (digits - 3) : value
  return rounded.toLocaleString('en-US', { maximumFractionDigits: Math.max(0, 3 - digits) }).replaceAll(',', ' ')
}

/** `1 234 (1 100-1 300)`: the median, and the spread from the least to the most. */
export function spread(values: readonly number[]): string {
  if (values.length < 2) return readable(median(values))
  return `${readable(median(values))} (${readable(Math.min(...values))} to ${readable(Math.max(...values))})`
}
