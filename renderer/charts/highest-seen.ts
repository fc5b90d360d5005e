import type { ChartRun } from './data.ts'
import { identityOf } from './rows.ts'

/**
 * The most that was ever told of a run: an axis that ends there grows as the run does, and stands still when a replay
 * goes back.
 */
export function highestSeen(tell: (run: ChartRun) => number): (run: ChartRun) => number {
  let [highest, of] = [-Infinity, {} as unknown]
  return (run) => {
    const identity = identityOf(run)
    if (identity !== of) highest = -Infinity
    of = identity
    highest = Math.max(highest, tell(run))
    return highest
  }
}
