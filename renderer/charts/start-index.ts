import type { ColumnArray, TableSpec } from '../../workloads/contract/index.ts'
import type { ChartRun, GrowingTable } from './data.ts'
import { lowerBound, SeenRows } from './rows.ts'

const BLOCK = 1024

/** Rows of a table that may be seen in a part of the time, as ranges `[first, end)`. */
export type RowRanges = readonly (readonly [first: number, end: number])[]

/**
 * Finds what lies in a part of the time in a table that is in the order of ends: the ends are searched by halving, and
 * for the starts the earliest of each 1,024 rows is kept, so that one long task among a million short ones costs
 * nothing. Reads new rows only.
 */
export class StartIndex<S extends TableSpec> {
  /** Earliest start of each block of rows; blocks are counted from the first row that ever came. */
  #earliest = new Float64Array(64)
  #pick: (run: ChartRun) => GrowingTable<S>
  #startOf: (table: GrowingTable<S>) => ColumnArray
  #endOf: (table: GrowingTable<S>) => ColumnArray
  #rows: SeenRows<S>

  constructor(
    pick: (run: ChartRun) => GrowingTable<S>,
    startOf: (table: GrowingTable<S>) => ColumnArray,
    endOf: (table: GrowingTable<S>) => ColumnArray,
  ) {
    this.#pick = pick
    this.#startOf = startOf
    this.#endOf = endOf
    this.#rows = new SeenRows(pick)
  }

  /** Rows that end at or after `fromMs` and belong to a block in which something starts before `toMs`. */
  rows(run: ChartRun, fromMs: number, toMs: number): RowRanges {
    this.#update(run)
    const table = this.#pick(run)
    const ends = this.#endOf(table)
    const first = lowerBound(ends, table.length, fromMs)
    // All of these end in the window; of those that end later, only some begin before it is over.
    const inside = lowerBound(ends, table.length, toMs)
    const ranges: [number, number][] = inside > first ? [[first, inside]] : []
    for (let row = Math.max(first, inside); row < table.length; ) {
      const block = Math.floor((table.dropped + row) / BLOCK)
      const end = Math.min(table.length, (block + 1) * BLOCK - table.dropped)
      if ((this.#earliest[block] ?? 0) <= toMs) ranges.push([row, end])
      row = end
    }
    return ranges
  }

  #update(run: ChartRun): void {
    this.#rows.startsAnew(run)
    const table = this.#pick(run)
    const starts = this.#startOf(table)
    for (let row = this.#rows.take(run); row < table.length; row++) {
      const at = table.dropped + row
      const block = Math.floor(at / BLOCK)
      if (block >= this.#earliest.length) this.#grow(block)
      const start = starts[row] ?? 0
      if (at % BLOCK === 0 || row === 0 || start < (this.#earliest[block] ?? 0)) this.#earliest[block] = start
    }
  }

  #grow(block: number): void {
    const larger = new Float64Array(Math.max(block + 1, 2 * this.#earliest.length))
    larger.set(this.#earliest)
    this.#earliest = larger
  }
}

export const countRows = (ranges: RowRanges): number => ranges.reduce((sum, [first, end]) => sum + end - first, 0)

/** The index of tasks, from their dispatch to their receipt. */
export const taskIndex = () =>
  new StartIndex(
    (run) => run.tables.tasks,
    ({ columns }) => columns.dispatchedMs,
    ({ columns }) => columns.receivedMs,
  )

/** The index of ended waits of workers. */
export const waitIndex = () =>
  new StartIndex(
    (run) => run.tables.spans,
    ({ columns }) => columns.fromMs,
    ({ columns }) => columns.latestMs,
  )
