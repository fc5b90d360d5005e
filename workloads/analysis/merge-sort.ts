import { finish, STEP_ELEMENTS, type Steps } from './steps.ts'

/** `inversionSteps` in one go. */
export const countInversions = (values: ArrayLike<number>): number => finish(inversionSteps(values))

/**
 * How many pairs stand in the other order than ascending: Kendall's tau distance to the sorted order.
 * Merge sort, bottom up, O(n log n); equal values are no inversion. The input stays as it is.
 */
export function* inversionSteps(values: ArrayLike<number>): Steps<number> {
  const n = values.length
  let from = Float64Array.from(values)
  let to = new Float64Array(n)
  let count = 0
  let work = 0
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n)
      const end = Math.min(middle + width, n)
      count += merge(from, to, start, middle, end)
      work += end - start
      if (work < STEP_ELEMENTS) continue
      work = 0
      yield
    }
    ;[from, to] = [to, from]
  }
  return count
}

/** The values in ascending order; none may be NaN. The input may be changed. */
export function* sortSteps(values: Float64Array): Steps<Float64Array> {
  const n = values.length
  for (let start = 0; start < n; start += STEP_ELEMENTS) {
    values.subarray(start, start + STEP_ELEMENTS).sort()
    yield
  }
  let [from, to] = [values, n > STEP_ELEMENTS ? new Float64Array(n) : values]
  for (let width = STEP_ELEMENTS; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n)
      merge(from, to, start, middle, Math.min(middle + width, n))
      yield
    }
    ;[from, to] = [to, from]
  }
  return from
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
