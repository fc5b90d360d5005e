import { HeldBytes, type Sink } from './sink.ts'
import { writeWhatFits } from './write-what-fits.ts'

/** Browsers show a picture that is to stay for less than 20 ms for 100 ms. */
export const MAX_GIF_FPS = 50
/** GIF counts in hundredths of a second. */
const TICK_MS = 10

/** Each picture has the colours that it needs: one palette for all would be hardly smaller, and needs dots for what it lacks. */
const GIF_OPTIONS = { loop: 0, colours: 256, effort: 7, dither: 0.2, interFrameMaxError: 0, interPaletteMaxError: 0 } as const

/** An animation that plays by itself on any page. */
export class GifSink implements Sink {
  readonly #out: string
  readonly #fps: number
  readonly #held = new HeldBytes()
  /** Those that differ from the one before, each with its place. */
  readonly #pictures: { readonly png: Buffer; readonly at: number }[] = []
  #count = 0

  constructor(out: string, fps: number) {
    this.#out = out
    this.#fps = fps
  }

  add(png: string, isSame: boolean): Promise<void> {
    if (!isSame) {
      const bytes = Buffer.from(png, 'base64')
      this.#held.add(bytes.length)
      this.#pictures.push({ png: bytes, at: this.#count })
    }
    this.#count++
    return Promise.resolve()
  }

  async finish(): Promise<number> {
    // Loaded for this format only: it is a library of native code.
    const { default: sharp } = await import('sharp')
    return writeWhatFits(this.#out, this.#count, async (count) => {
      const pictures = this.#pictures.filter(({ at }) => at < count)
      const delay = pictures.map(({ at }, i) => this.#tickMs(pictures[i + 1]?.at ?? count) - this.#tickMs(at))
      const pngs = pictures.map(({ png }) => png)
      // A single picture is no animation to it.
      const source = pngs.length === 1 ? sharp(pngs[0]) : sharp(pngs, { join: { animated: true } })
      return source.gif({ ...GIF_OPTIONS, delay }).toBuffer()
    })
  }

  /** When a picture begins, in whole ticks: rounded from the start, so that errors do not add up. */
  #tickMs(at: number): number {
    return Math.round((at * 1000) / this.#fps / TICK_MS) * TICK_MS
  }
}
