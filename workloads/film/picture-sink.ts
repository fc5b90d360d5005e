import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Sink } from './sink.ts'
import { removeFile } from './write-what-fits.ts'

/** A folder of pictures, `00001.png` and on. */
export class PictureSink implements Sink {
  readonly #folder: string
  #count = 0

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async begin(folder: string): Promise<PictureSink> {
    await mkdir(folder, { recursive: true })
    return new PictureSink(folder)
  }

  async add(png: string): Promise<void> {
    const file = path.join(this.#folder, `${String(this.#count + 1).padStart(5, '0')}.png`)
    try {
      await writeFile(file, Buffer.from(png, 'base64'))
    } catch (error) {
      await removeFile(file) // a part of a picture
      throw error
    }
    this.#count++
  }

  finish(): Promise<number> {
    return Promise.resolve(this.#count)
  }
}
