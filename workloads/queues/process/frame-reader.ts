import { HEADER_BYTES } from './protocol.ts'

const NO_BYTES = Buffer.alloc(0)

/** Cuts a stream of bytes into frames. A frame that lies in one chunk is a view of it, not a copy. */
export class FrameReader {
  /** Longest frame that is accepted. */
  limitBytes: number
  #rest: Buffer[] = []
  #restBytes = 0
  /** How many bytes the frame that has begun needs. */
  #needed = HEADER_BYTES

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }

  /**
   * Hands each whole frame to `onFrame`.
   * @throws RangeError when a frame is empty or too long
   */
  push(chunk: Buffer, onFrame: (type: number, body: Buffer) => void): void {
    let bytes = chunk
    if (this.#restBytes > 0) {
      this.#rest.push(chunk)
      this.#restBytes += chunk.length
      // A long frame comes in many chunks: they are joined once, when all are there.
      if (this.#restBytes < this.#needed) return
      bytes = Buffer.concat(this.#rest, this.#restBytes)
    }
    let at = 0
    while (bytes.length - at >= HEADER_BYTES) {
      const length = bytes.readUInt32LE(at)
      if (length < 1 || length > this.limitBytes) throw new RangeError(`a frame of ${length} bytes is not acceptable`)
      const end = at + 4 + length
      if (end > bytes.length) {
        this.#keep(bytes.subarray(at), end - at)
        return
      }
      onFrame(bytes[at + 4] ?? 0, bytes.subarray(at + HEADER_BYTES, end))
      at = end
    }
    this.#keep(bytes.subarray(at), HEADER_BYTES)
  }

  #keep(rest: Buffer, needed: number): void {
    this.#rest = rest.length > 0 ? [rest] : []
    this.#restBytes = rest.length
    this.#needed = needed
  }

  /** Lets go of a frame that has begun. */
  clear(): void {
    this.#keep(NO_BYTES, HEADER_BYTES)
  }
}
