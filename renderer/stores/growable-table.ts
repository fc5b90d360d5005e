import { createColumn, type ColumnArray, type Table, type TableSpec } from '../../workloads/contract/index.ts'

/** Share of a full table that is given up at once, so that moving the rest stays rare. */
const GIVE_UP = 1 / 8
const FIRST_ROWS = 1024

/**
 * Typed columns that grow by doubling up to `maxRows`; then the oldest rows make room, and are counted. Rows stay in
 * one piece and in order, so that charts can search them and read them without a ring's seam.
 */
export class GrowableTable<S extends TableSpec> implements Table<S> {
  length = 0
  /** Rows given up at the front. */
  dropped = 0
  columns: { readonly [K in keyof S]: ColumnArray }
  readonly spec: S
  readonly maxRows: number
  #capacity = 0

  constructor(spec: S, maxRows: number) {
    this.spec = spec
    this.maxRows = maxRows
    this.columns = this.#resized(0)
  }

  /** Copies the rows of `table` to the end. Of more rows than the table may hold, the last ones stay. */
  append(table: Table<S>): void {
    const skip = Math.max(0, table.length - this.maxRows)
    const rows = table.length - skip
    if (rows === 0) return
    this.dropped += skip
    this.#reserve(rows)
    for (const name of Object.keys(this.spec)) {
      const source = table.columns[name]
      if (source !== undefined) this.columns[name]?.set(source.subarray(skip, skip + rows), this.length)
    }
    this.length += rows
  }

  /** Forgets all rows and gives the memory back. */
  clear(): void {
    this.length = 0
    this.dropped = 0
    this.columns = this.#resized(0)
  }

  #reserve(rows: number): void {
    const needed = this.length + rows
    if (needed <= this.#capacity) return
    if (needed > this.maxRows) this.#giveUp(Math.max(needed - this.maxRows, Math.floor(this.maxRows * GIVE_UP)))
    if (this.length + rows <= this.#capacity) return
    this.columns = this.#resized(Math.min(this.maxRows, Math.max(FIRST_ROWS, this.#capacity * 2, this.length + rows)))
  }

  #giveUp(wanted: number): void {
    const rows = Math.min(wanted, this.length)
    for (const name of Object.keys(this.spec)) this.columns[name]?.copyWithin(0, rows, this.length)
    this.length -= rows
    this.dropped += rows
  }

  #resized(capacity: number): { readonly [K in keyof S]: ColumnArray } {
    const columns: Record<string, ColumnArray> = {}
    for (const [name, type] of Object.entries(this.spec)) {
      const column = createColumn(type, capacity)
      const old = capacity === 0 ? undefined : this.columns[name]
      if (old !== undefined) column.set(old.subarray(0, this.length))
      columns[name] = column
    }
    this.#capacity = capacity
    return columns as { [K in keyof S]: ColumnArray }
  }
}
