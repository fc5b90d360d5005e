/** How many of the first `length` values, which ascend, are at most `limit`: binary search. */
export function rowsUntil(values: ArrayLike<number>, length: number, limit: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
