import { createColumns, type ColumnArray, type Table, type TableSpec } from '../contract/index.ts'

/**
 * A table of which the newest `capacity` rows are kept. Rows have absolute numbers, from 0, for ever; readers
 * remember the number of the next row they want and see by `firstRow` whether it is gone.
 */
export class Ring<S extends TableSpec> {
  /** Write row `claim()` returns here; all columns have the same length. */
  readonly columns: { readonly [K in keyof S]: ColumnArray }
  readonly #spec: S
  readonly #mask: number
  #rows = 0

  /** @param capacity a power of two; memory is `capacity * bytesPerRow(spec)`, touched only as rows come */
  constructor(spec: S, capacity: number) {
    if (capacity < 1 || (capacity & (capacity - 1)) !== 0) throw new RangeError('the capacity must be a power of two')
    this.#spec = spec
    this.#mask = capacity - 1
    this.columns = createColumns(spec, capacity)
  }

  get capacity(): number {
    return this.#mask + 1
  }

  /** Number of rows ever written; the next row's absolute number. */
  get rows(): number {
    return this.#rows
  }

  /** Absolute number of the oldest row that is still there; also the number of rows dropped. */
  get firstRow(): number {
    return Math.max(0, this.#rows - this.#mask - 1)
  }

  /** The index in `columns` for one more row, which the caller must fill at once. */
  claim(): number {
    return this.#rows++ & this.#mask
  }

  /** The index in `columns` of a row that is still there. */
  indexOf(row: number): number {
    return row & this.#mask
  }

  /** A copy of rows `from` (not older than `firstRow`) to `to` (exclusive). */
  copy(from: number, to: number): Table<S> {
    const length = to - from
    const copies = createColumns(this.#spec, length)
    const start = this.indexOf(from)
    const untilEnd = Math.min(length, this.#mask + 1 - start)
    for (const name of Object.keys(this.#spec)) {
      const source = this.columns[name]
      const target = copies[name]
      if (source === undefined || target === undefined) continue
      target.set(source.subarray(start, start + untilEnd))
      target.set(source.subarray(0, length - untilEnd), untilEnd)
    }
    return { length, columns: copies }
  }
}
