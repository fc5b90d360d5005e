/** Bytes that were made and not yet taken by the host; beyond that the encoder waits, and pictures are lost and counted. */
export const MAX_WAITING_BYTES = 8 * 1024 * 1024

export interface ChunkQueueOptions {
  /** Gets pieces of at most `chunkBytes`, in order. Whoever takes one says so by `taken`. */
  readonly send: (chunk: Uint8Array) => void
  readonly chunkBytes: number
  readonly maxWaitingBytes?: number
}

/** What an encoder writes, in pieces that fit into a request, and no more on their way than may be kept in memory. */
export class ChunkQueue {
  readonly #send: (chunk: Uint8Array) => void
  readonly #chunkBytes: number
  readonly #maxWaiting: number
  #parts: Uint8Array[] = []
  #unsent = 0
  #waiting = 0
  readonly #onTaken = new Set<() => void>()

  constructor({ send, chunkBytes, maxWaitingBytes = MAX_WAITING_BYTES }: ChunkQueueOptions) {
    this.#send = send
    this.#chunkBytes = chunkBytes
    this.#maxWaiting = maxWaitingBytes
  }

  /** Resolves when there is room for more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#parts.push(bytes.slice()) // the writer may use its memory again
    this.#unsent += bytes.length
    if (this.#unsent >= this.#chunkBytes) this.flush()
    while (this.#waiting > this.#maxWaiting) await this.#nextTaken()
  }

  /** Sends what there is, however little. */
  flush(): void {
    if (this.#unsent === 0) return
    const bytes = joined(this.#parts, this.#unsent)
    this.#parts = []
    this.#unsent = 0
    this.#waiting += bytes.length
    for (let at = 0; at < bytes.length; at += this.#chunkBytes) this.#send(bytes.subarray(at, at + this.#chunkBytes))
  }

  /** So many bytes have arrived. */
  taken(bytes: number): void {
    this.#waiting -= bytes
    for (const listener of [...this.#onTaken]) listener()
  }

  /** Resolves when all that was written has arrived. */
  async drained(): Promise<void> {
    this.flush()
    while (this.#waiting > 0) await this.#nextTaken()
  }

  #nextTaken(): Promise<void> {
    return new Promise((resolve) => {
      const listener = (): void => {
        this.#onTaken.delete(listener)
        resolve()
      }
      this.#onTaken.add(listener)
    })
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return first
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
