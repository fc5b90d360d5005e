import { ItemDecoder } from '../item-decoder.ts'

/** Items that have come and were not taken yet: frames as they came, read one item at a time. */
export class Inbox {
  readonly #decoder = new ItemDecoder()
  #frames: { bytes: Buffer; count: number }[] = []
  #at = 0
  size = 0

  add(bytes: Buffer, count: number): void {
    this.#frames.push({ bytes, count })
    this.size += count
  }

  /** Takes the next item. There must be one. */
  shift(): unknown {
    const frame = this.#frames[0]
    if (frame === undefined) throw new RangeError('the inbox is empty')
    const start = this.#at + 4
    const end = start + frame.bytes.readUInt32LE(this.#at)
    this.size--
    this.#at = end
    if (--frame.count === 0) {
      this.#frames.shift()
      this.#at = 0
    }
    return this.#decoder.decode(frame.bytes, start, end)
  }

  /** Empties it and says how many items there were. */
  clear(): number {
    const { size } = this
    this.#frames = []
    this.#at = 0
    this.size = 0
    return size
  }
}
