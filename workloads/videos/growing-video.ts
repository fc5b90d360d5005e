import { utimes, type FileHandle } from 'node:fs/promises'
import { MAX_VIDEO_BYTES, UsageError } from '../contract/index.ts'

/** Time between two touches of a file while nothing is written, as in a pause: a quiet file is taken for cut off. */
const HEARTBEAT_MS = 1_000

/** What is needed of an open file. */
export type VideoFile = Pick<FileHandle, 'write' | 'close'>

/** A video that is being recorded: it only ever grows at its end, so that at any moment what is there can be played. */
export class GrowingVideo {
  readonly #file: VideoFile
  readonly #maxBytes: number
  readonly #heartbeat: NodeJS.Timeout
  #bytes = 0
  /** The write that goes on, if one does; never rejects. */
  #writing: Promise<void> = Promise.resolve()
  #closed = false

  constructor(path: string, file: VideoFile, maxBytes = MAX_VIDEO_BYTES) {
    this.#file = file
    this.#maxBytes = maxBytes
    this.#heartbeat = setInterval(() => {
      const now = new Date()
      void utimes(path, now, now).catch(() => undefined) // gone: the next write says so
    }, HEARTBEAT_MS)
    this.#heartbeat.unref()
  }

  get bytes(): number {
    return this.#bytes
  }

  /**
   * Writes the next bytes.
   * @returns the length after that
   * @throws UsageError when they are not the next, or the video is long enough; the file system's error
   */
  append(position: number, bytes: Uint8Array): Promise<number> {
    const written = this.#writing.then(() => this.#append(position, bytes))
    this.#writing = written.then(
      () => undefined,
      () => undefined,
    )
    return written
  }

  /** Resolves when what was being written is. Never rejects. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#heartbeat)
    await this.#writing
    await this.#file.close().catch(() => undefined)
  }

  async #append(position: number, bytes: Uint8Array): Promise<number> {
    if (this.#closed) throw new UsageError('This screen recording has ended.')
    if (position !== this.#bytes) {
      throw new UsageError(`The next bytes of this screen recording are those at ${this.#bytes}, not at ${position}.`)
    }
    if (position + bytes.length > this.#maxBytes) {
      throw new UsageError(`A screen recording may have ${this.#maxBytes / 2 ** 30} GiB. It is kept as far as it came.`)
    }
    // A full disk takes a part of it, and then nothing.
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at)
      at += bytesWritten
      this.#bytes += bytesWritten
    }
    return this.#bytes
  }
}
