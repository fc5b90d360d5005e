/**
 * Quantiles without sorting: two of a million values take a tenth of the time. Hyndman & Fan (1996), type 7, as
 * `quantileOfSorted`. The values are put in another order.
 * @param shares ascending, 0 to 1
 * @returns 0 for each without values
 */
export function quantilesOf(values: Float64Array, shares: readonly number[]): number[] {
  const last = values.length - 1
  let first = 0
  return shares.map((share) => {
    const rank = Math.max(0, share * last)
    const below = Math.floor(rank)
    const low = select(values, below, Math.min(first, below))
    first = below
    if (rank === below) return low
    let high = Infinity
    for (let i = below + 1; i <= last; i++) high = Math.min(high, values[i] ?? Infinity)
    return low + (rank - below) * (high - low)
  })
}

/** The value of a rank; those before it are no larger then, those after it no smaller. Hoare's FIND (CACM 4, 1961). */
function select(values: Float64Array, rank: number, from: number): number {
  let [lo, hi] = [from, values.length - 1]
  while (lo < hi) {
    const pivot = median(values[lo] ?? 0, values[(lo + hi) >>> 1] ?? 0, values[hi] ?? 0)
    let [i, j] = [lo, hi]
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++
      while ((values[j] ?? 0) > pivot) j--
      if (i > j) break
      const swapped = values[i] ?? 0
      values[i++] = values[j] ?? 0
      values[j--] = swapped
    }
    if (rank <= j) hi = j
    else if (rank >= i) lo = i
    else break
  }
  return values[rank] ?? 0
}

const median = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
