import type { ColumnArray } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { RowCursor } from './rows.ts'

/** A value of a sample; null where the sampler could not tell (-1). */
export const measured = (value: number | undefined): number | null => (value === undefined || value < 0 ? null : value)

/** Did any sample of the run measure CPU use? Looks at new rows only. */
export function cpuMeasured(run: ChartRun): () => boolean {
  const cursor = new RowCursor((source) => source.tables.samples)
  let found = false
  return () => {
    if (cursor.isStale(run)) {
      found = false
      cursor.restart(run)
    }
    const { length, columns } = run.tables.samples
    const from = cursor.take(run)
    found ||= anyMeasured(columns.cores, from, length)
    return found
  }
}

function anyMeasured(column: ColumnArray, from: number, to: number): boolean {
  for (let row = from; row < to; row++) if ((column[row] ?? -1) >= 0) return true
  return false
}
