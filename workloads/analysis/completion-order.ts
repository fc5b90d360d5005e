type Ids = Uint32Array | readonly number[]

/**
 * Ids in the order of completion as ranks 0..n-1 in the order of submission: the y values of the completion-order
 * chart, x being the index. Ids that are not there (tasks that have not ended, or were dropped) leave no gap.
 */
export function submissionRanks(ids: Ids): Uint32Array {
  let first = Infinity
  let last = 0
  for (const id of ids) {
    if (id < first) first = id
    if (id > last) last = id
  }
  // Without gaps, as in a finished run, the rank follows from the id.
  if (last - first === ids.length - 1) return Uint32Array.from(ids, (id) => id - first)
  const sorted = Uint32Array.from(ids).sort()
  return Uint32Array.from(ids, (id) => rankOf(id, sorted))
}

/**
 * Places that each task won (positive: it ended before tasks submitted earlier) or lost (negative: it was overtaken),
 * in the order of completion. All 0 when tasks end in the order in which they were submitted.
 */
export function displacements(ids: Ids): Int32Array {
  return Int32Array.from(submissionRanks(ids), (rank, completionRank) => rank - completionRank)
}

/** Binary search; `id` is in `sorted`. */
function rankOf(id: number, sorted: Uint32Array): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < id) low = middle + 1
    else high = middle
  }
  return low
}
