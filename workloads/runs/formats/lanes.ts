/** Something that takes time at a worker. */
export interface Intervals {
  readonly length: number
  readonly from: (row: number) => number
  readonly to: (row: number) => number
}

/**
 * A lane for each row so that rows of a lane never overlap, with as few lanes as there can be: sweeping over the rows in
 * the order in which they begin, each takes a lane that is free by then.
 * @returns rows in the order of their beginnings, and the lane of each row
 */
export function packLanes({ length, from, to }: Intervals): { order: Uint32Array; lanes: Uint32Array; count: number } {
  const order = Uint32Array.from({ length }, (_, row) => row).sort((a, b) => from(a) - from(b) || to(a) - to(b))
  const byEnd = order.slice().sort((a, b) => to(a) - to(b))
  const lanes = new Uint32Array(length)
  const placed = new Uint8Array(length)
  const free: number[] = []
  let count = 0
  let ended = 0
  for (const row of order) {
    for (let next = byEnd[ended]; next !== undefined; next = byEnd[++ended]) {
      // One that takes no time and begins now has ended before it got a lane.
      if (to(next) > from(row) || placed[next] === 0) break
      free.push(lanes[next] ?? 0)
    }
    lanes[row] = free.pop() ?? count++
    placed[row] = 1
  }
  return { order, lanes, count }
}
