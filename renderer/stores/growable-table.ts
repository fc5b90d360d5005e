import { createColumn, type ColumnArray, type Table, type TableSpec } from '../../workloads/contract/index.ts'

/** Share of a full table that is given up at once, so that moving the rest stays rare. */
const GIVE_UP = 1 / 8
const FIRST_ROWS = 1024

/**
 * Typed columns that grow by doubling up to `maxRows`; then the oldest rows make room, and are counted. Rows stay in
 * one piece and in order, so that charts can search them and read them without a ring's seam. Of the rows that are there
 * the first `length` are shown: a replay goes back and forth by showing fewer or more.
 */
export class GrowableTable<S extends TableSpec> implements Table<S> {
  length = 0
  /** Rows given up at the front. */
  dropped = 0
  columns: { readonly [K in keyof S]: ColumnArray }
  readonly spec: S
  readonly maxRows: number
  #rows = 0
  #capacity = 0

  constructor(spec: S, maxRows: number) {
    this.spec = spec
    this.maxRows = maxRows
    this.columns = this.#resized(0)
  }

  /** All rows ever added, given up ones included. */
  get end(): number {
    return this.dropped + this.#rows
  }

  /** Copies the rows of `table` to the end, without showing them. Of more than the table may hold the last ones stay. */
  append(table: Table<S>): void {
    const skip = Math.max(0, table.length - this.maxRows)
    const rows = table.length - skip
    if (rows === 0) return
    this.dropped += skip
    this.#reserve(rows)
    for (const name of Object.keys(this.spec)) {
      const source = table.columns[name]
      if (source !== undefined) this.columns[name]?.set(source.subarray(skip, skip + rows), this.#rows)
    }
    this.#rows += rows
  }

  /** Shows the rows before the `end`-th ever added. */
  show(end: number): void {
    this.length = Math.min(this.#rows, Math.max(0, end - this.dropped))
  }

  /** Forgets all rows and gives the memory back. */
  clear(): void {
    this.length = 0
    this.dropped = 0
    this.#rows = 0
    this.columns = this.#resized(0)
  }

  #reserve(rows: number): void {
    const needed = this.#rows + rows
    if (needed <= this.#capacity) return
    if (needed > this.maxRows) this.#giveUp(Math.max(needed - this.maxRows, Math.floor(this.maxRows * GIVE_UP)))
    if (this.#rows + rows <= this.#capacity) return
    this.columns = this.#resized(Math.min(this.maxRows, Math.max(FIRST_ROWS, this.#capacity * 2, this.#rows + rows)))
  }

  #giveUp(wanted: number): void {
    const rows = Math.min(wanted, this.#rows)
    for (const name of Object.keys(this.spec)) this.columns[name]?.copyWithin(0, rows, this.#rows)
    this.#rows -= rows
    this.length = Math.max(0, this.length - rows)
    this.dropped += rows
  }

  #resized(capacity: number): { readonly [K in keyof S]: ColumnArray } {
    const columns: Record<string, ColumnArray> = {}
    for (const [name, type] of Object.entries(this.spec)) {
      const column = createColumn(type, capacity)
      const old = capacity === 0 ? undefined : this.columns[name]
      if (old !== undefined) column.set(old.subarray(0, this.#rows))
      columns[name] = column
    }
    this.#capacity = capacity
    return columns as { [K in keyof S]: ColumnArray }
  }
}
