import type { RecordedRun } from '../../analysis/index.ts'
import { NO_WORKER, OUTCOMES } from '../../contract/index.ts'

/** Clocks tell no more; the digits behind are those of binary fractions. */
const DECIMALS_OF_MS = 1e6

/** Milliseconds to the nanosecond. */
export const toNanosecond = (ms: number): number => Math.round(ms * DECIMALS_OF_MS) / DECIMALS_OF_MS

/** What the numbers in the columns of a run stand for. */
export interface Names {
  /** null: no worker. */
  readonly worker: (index: number | undefined) => string | null
  readonly kind: (index: number | undefined) => string
  readonly outcome: (index: number | undefined) => string
}

export function namesOf({ workers, info }: Pick<RecordedRun, 'workers' | 'info'>): Names {
  const ids = new Map(workers.map(({ index, id }) => [index, id]))
  return {
    worker: (index = NO_WORKER) => (index === NO_WORKER ? null : (ids.get(index) ?? `worker ${index}`)),
    kind: (index = 0) => info.kinds[index] ?? `kind ${index}`,
    outcome: (index = 0) => OUTCOMES[index] ?? `outcome ${index}`,
  }
}
