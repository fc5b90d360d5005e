import type { DEPTH_COLUMNS, Table } from '../../workloads/contract/index.ts'

/**
 * A step line cut down to the pixels it is drawn on: of each pixel column the lowest, highest and last value. Drawn
 * from these, the line is the one that all steps would have given, whatever their number.
 */
export class StepColumns {
  readonly count: number
  readonly loMs: number
  readonly hiMs: number
  readonly lowest: Float64Array
  readonly highest: Float64Array
  readonly last: Float64Array
  /** 1 where the line changes within the column. */
  readonly changes: Uint8Array
  /** The value at `loMs`. */
  before = 0

  constructor(count: number, loMs: number, hiMs: number) {
    this.count = count
    this.loMs = loMs
    this.hiMs = hiMs
    this.lowest = new Float64Array(count)
    this.highest = new Float64Array(count)
    this.last = new Float64Array(count)
    this.changes = new Uint8Array(count)
  }

  /** Adds the rows from `from` on, which are in the order of time. */
  add({ length, columns }: Table<typeof DEPTH_COLUMNS>, from: number): void {
    const perMs = this.count / (this.hiMs - this.loMs)
    for (let row = from; row < length; row++) {
      const atMs = columns.atMs[row] ?? 0
      const value = columns.depth[row] ?? 0
      if (atMs > this.hiMs) return
      if (atMs < this.loMs) {
        this.before = value
        continue
      }
      const column = Math.min(this.count - 1, Math.floor((atMs - this.loMs) * perMs))
      if (this.changes[column] === 0) {
        this.changes[column] = 1
        this.lowest[column] = value
        this.highest[column] = value
      } else {
        this.lowest[column] = Math.min(this.lowest[column] ?? 0, value)
        this.highest[column] = Math.max(this.highest[column] ?? 0, value)
      }
      this.last[column] = value
    }
  }
}
