import { DEPTH_COLUMNS, type Table } from '../contract/index.ts'
import { Ring } from './ring.ts'

const CAPACITY = 1 << 18
/** Changes nearer than this are one row: a burst of 100,000 submissions must not write 100,000 rows. */
const RESOLUTION_MS = 1

/**
 * Queue depth over time. Within one resolution step the row keeps the last depth; when the depth peaked above both
 * its neighbours inside the step, the peak gets a row of its own, so that no peak is lost.
 */
export class DepthSeries {
  readonly ring = new Ring(DEPTH_COLUMNS, CAPACITY)
  #stepStartMs = -Infinity
  #last = 0
  #peak = 0
  #pending = false
  max = 0

  get depth(): number {
    return this.#last
  }

  set(depth: number, atMs: number): void {
    if (depth > this.max) this.max = depth
    if (atMs - this.#stepStartMs >= RESOLUTION_MS) {
      this.#close()
      this.#stepStartMs = atMs
      this.#peak = depth
    } else if (depth > this.#peak) this.#peak = depth
    this.#last = depth
    this.#pending = true
  }

  /** Writes what is not written yet, so that a reader sees the present depth. */
  flush(): void {
    this.#close()
    this.#stepStartMs = -Infinity
  }

  copy(from: number, to: number): Table<typeof DEPTH_COLUMNS> {
    return this.ring.copy(from, to)
  }

  #close(): void {
    if (!this.#pending) return
    if (this.#peak > this.#last) this.#write(this.#peak)
    this.#write(this.#last)
    this.#pending = false
  }

  #write(depth: number): void {
    const i = this.ring.claim()
    this.ring.columns.atMs[i] = this.#stepStartMs
    this.ring.columns.depth[i] = depth
  }
}
