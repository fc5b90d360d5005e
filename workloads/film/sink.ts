import { UsageError, type Show } from '../contract/index.ts'

/** What a film becomes of: takes its pictures, one after the other, and keeps what it got whatever happens then. */
export interface Sink {
  /**
   * @param png in base64
   * @param isSame it is the picture before once more
   */
  add(png: string, isSame: boolean): Promise<void>
  /**
   * Writes what there is.
   * @param show of the whole film: what it says, and when
   * @returns how many pictures are in the file; 0: none, and no file is left
   */
  finish(show: Show): Promise<number>
}

/** Pictures of a film that are in memory until its file is written: 20 minutes of a busy stage in 1080p. */
export const MAX_HELD_BYTES = 512 * 1024 * 1024

/** Bytes in memory, with their bound. */
export class HeldBytes {
  #bytes = 0

  /** @throws UsageError when it is too much */
  add(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > MAX_HELD_BYTES) {
      throw new UsageError(`The film is larger than ${MAX_HELD_BYTES / 2 ** 20} MiB. Make it smaller with --size or --fps.`)
    }
  }
}
