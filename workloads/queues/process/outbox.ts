import { QueueFullError } from '../../contract/errors.ts'
import { ItemEncoder, TOO_SMALL } from '../item-encoder.ts'
import { FromClient, HEADER_BYTES, MAX_FRAME_BYTES, SYNC_BYTES, writeSync, type Sync } from './protocol.ts'

const FIRST_BYTES = 16 * 1024
const LARGE_BYTES = 64 * 1024
const MAX_KEPT_BYTES = 256 * 1024
/** Frame header and count. */
const HEAD = HEADER_BYTES + 4

/** Puts that have not been sent yet, as the frame that they will be. */
export class Outbox {
  readonly #encoder = new ItemEncoder()
  #frame = Buffer.allocUnsafeSlow(FIRST_BYTES)
  #at = HEAD
  #count = 0

  get isLarge(): boolean {
    return this.#at > LARGE_BYTES
  }

  /** Adds an item. @throws NotCloneableError, QueueFullError when it is too large; then nothing was added */
  addItem(item: unknown): void {
    for (;;) {
      const start = this.#at + 4
      if (start > this.#frame.length) this.#grow(start + FIRST_BYTES)
      const end = this.#encoder.encode(item, this.#frame, start, this.#frame.length)
      if (end !== TOO_SMALL) {
        this.#finish(start, end)
        return
      }
      this.#grow(start + this.#encoder.needed)
    }
  }

  /** Adds an item that was encoded before. */
  add(bytes: Buffer): void {
    const start = this.#at + 4
    if (start + bytes.length > this.#frame.length) this.#grow(start + bytes.length)
    this.#frame.set(bytes, start)
    this.#finish(start, start + bytes.length)
  }

  #finish(start: number, end: number): void {
    this.#frame.writeUInt32LE(end - start, this.#at)
    this.#at = end
    this.#count++
  }

  #grow(needed: number): void {
    if (needed - this.#at > MAX_FRAME_BYTES - HEAD) {
      throw new QueueFullError(`An item of more than ${MAX_FRAME_BYTES - HEAD} bytes cannot go through a ProcessQueue.`)
    }
    const frame = Buffer.allocUnsafeSlow(Math.max(needed, this.#frame.length * 2))
    this.#frame.copy(frame, 0, 0, this.#at)
    this.#frame = frame
  }

  /** The puts so far, and a sync behind them: so whoever hears of room hears first of what filled it. */
  close(sync: Sync): Buffer {
    const start = this.#count > 0 ? 0 : this.#at
    if (this.#at + SYNC_BYTES > this.#frame.length) this.#grow(this.#at + SYNC_BYTES)
    if (this.#count > 0) {
      this.#frame.writeUInt32LE(this.#at - 4, 0)
      this.#frame[4] = FromClient.put
      this.#frame.writeUInt32LE(this.#count, HEADER_BYTES)
    }
    writeSync(this.#frame, this.#at, sync)
    return this.#frame.subarray(start, this.#at + SYNC_BYTES)
  }

  /** Starts anew, in the same memory if it is free again. */
  open(isFree: boolean): void {
    if (!isFree || this.#frame.length > MAX_KEPT_BYTES) this.#frame = Buffer.allocUnsafeSlow(FIRST_BYTES)
    this.#at = HEAD
    this.#count = 0
  }
}
