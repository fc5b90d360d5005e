import type { ColumnArray, TableSpec } from '../../workloads/contract/index.ts'
import type { ChartRun, GrowingTable } from './data.ts'

/** The first row whose value is at least `value`, in a column that never falls. */
export function lowerBound(column: ColumnArray, length: number, value: number): number {
  let [lo, hi] = [0, length]
  while (lo < hi) {
    const middle = (lo + hi) >>> 1
    if ((column[middle] ?? 0) < value) lo = middle + 1
    else hi = middle
  }
  return lo
}

/** Remembers how far a growing table was read, also when it lost rows at its front or a new run began. */
export class RowCursor<S extends TableSpec> {
  #read = 0
  #epoch = -1
  #pick: (run: ChartRun) => GrowingTable<S>

  constructor(pick: (run: ChartRun) => GrowingTable<S>) {
    this.#pick = pick
  }

  /** Did a run begin since the last reading? Whatever was gathered from the rows before is void. */
  isStale(run: ChartRun): boolean {
    return this.#epoch !== run.epoch
  }

  /** Start again from a row. */
  restart(run: ChartRun, row = 0): void {
    this.#epoch = run.epoch
    this.#read = this.#pick(run).dropped + row
  }

  /** The first row not read yet; all up to the table's end count as read afterwards. */
  take(run: ChartRun): number {
    const { dropped, length } = this.#pick(run)
    const from = Math.max(0, this.#read - dropped)
    this.#read = dropped + length
    return from
  }
}

/** The same as long as it is the same run, also when time goes back in a replay, which makes another `epoch`. */
export const identityOf = (run: ChartRun): unknown => run.info ?? run.epoch

/**
 * Reads each row of a run once, also when time goes back in a replay: the table is then shorter for a while, but its
 * rows are the same. For what holds for rows whenever they are shown.
 */
export class SeenRows<S extends TableSpec> {
  #seen = 0
  #run: unknown = null
  #pick: (run: ChartRun) => GrowingTable<S>

  constructor(pick: (run: ChartRun) => GrowingTable<S>) {
    this.#pick = pick
  }

  /** Is this another run than the one read last? Whatever was gathered is void, and reading starts again. */
  startsAnew(run: ChartRun): boolean {
    const identity = identityOf(run)
    if (identity === this.#run) return false
    this.#run = identity
    this.#seen = 0
    return true
  }

  /** The first row never read; all up to the table's end count as read afterwards. */
  take(run: ChartRun): number {
    const { dropped, length } = this.#pick(run)
    const from = Math.min(length, Math.max(0, this.#seen - dropped))
    this.#seen = Math.max(this.#seen, dropped + length)
    return from
  }
}
