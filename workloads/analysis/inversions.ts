/**
 * How many pairs stand in the other order than ascending: Kendall's tau distance to the sorted order.
 * Merge sort, bottom up, O(n log n); equal values are no inversion. The input stays as it is.
 */
export function countInversions(values: ArrayLike<number>): number {
  const n = values.length
  let from = Float64Array.from(values)
  let to = new Float64Array(n)
  let count = 0
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n)
      count += merge(from, to, start, middle, Math.min(middle + width, n))
    }
    ;[from, to] = [to, from]
  }
  return count
}

/** Merges two sorted neighbours and returns how many pairs that put right. */
function merge(from: Float64Array, to: Float64Array, start: number, middle: number, end: number): number {
  let left = start
  let right = middle
  let count = 0
  for (let at = start; at < end; at++) {
    const a = from[left] ?? 0
    const b = from[right] ?? 0
    if (right >= end || (left < middle && a <= b)) {
      to[at] = a
      left++
    } else {
      to[at] = b
      right++
      count += middle - left
    }
  }
  return count
}
