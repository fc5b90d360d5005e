import { keepTally, type Tally } from './checkpoints.ts'
import type { ChartRun, RankedTaskColumns, GrowingTable } from './data.ts'

type Tasks = GrowingTable<RankedTaskColumns>

/** Places a task overtook (above 0) or lost (below 0) between submission and completion. */
export function displacement({ columns }: Tasks, row: number): number {
  return (columns.id[row] ?? 0) - (columns.rank[row] ?? 0)
}

/** What the axes of completion order must hold. */
export interface OrderExtent {
  /** Beyond the last submission or completion rank. */
  readonly ranks: number
  readonly mostLost: number
  readonly mostOvertaken: number
}

const NOTHING: OrderExtent = { ranks: 0, mostLost: 0, mostOvertaken: 0 }

class ExtentTally implements Tally<OrderExtent> {
  extent = NOTHING

  add(tasks: Tasks, from: number, to: number): void {
    let { ranks, mostLost, mostOvertaken } = this.extent
    for (let row = from; row < to; row++) {
      const places = displacement(tasks, row)
      if (places < -mostLost) mostLost = -places
      if (places > mostOvertaken) mostOvertaken = places
      ranks = Math.max(ranks, (tasks.columns.rank[row] ?? 0) + 1, (tasks.columns.id[row] ?? 0) + 1)
    }
    this.extent = { ranks, mostLost, mostOvertaken }
  }

  save(): OrderExtent {
    return this.extent
  }

  restore(saved: OrderExtent | null): void {
    this.extent = saved ?? NOTHING
  }
}

/** The extent of the order of the tasks shown, at the cost of those that came or went. */
export function orderExtent(run: ChartRun): () => OrderExtent {
  const tally = new ExtentTally()
  const keep = keepTally(tally)
  return () => {
    keep(run)
    return tally.extent
  }
}

/** The row whose mark is nearest to a place in the plot, no farther than `reach` pixels away. */
export function nearestMark(
  tasks: Tasks,
  value: (row: number) => number,
  [firstRow, endRow]: readonly [number, number],
  toPixel: { x(rank: number): number; y(value: number): number },
  at: { xPx: number; yPx: number },
  reach: number,
): number | null {
  let best: number | null = null
  let bestDistance = reach * reach
  for (let row = firstRow; row < endRow; row++) {
    const dx = toPixel.x(tasks.columns.rank[row] ?? 0) - at.xPx
    const dy = toPixel.y(value(row)) - at.yPx
    const distance = dx * dx + dy * dy
    if (distance <= bestDistance) {
      bestDistance = distance
      best = row
    }
  }
  return best
}
