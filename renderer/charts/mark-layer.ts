import { BLEED_PX, type View } from './surface.ts'

/** The canvas stores red first, and typed arrays are little-endian wherever browsers run. */
const OPAQUE = 0xff000000

/**
 * Small square marks by the thousand, kept as pixels: a frame draws only what is new and copies the rest. 10,000 marks as
 * rectangles of the canvas cost 10 ms of raster and more in each frame, as pixels 1.5 ms when all of them are new.
 */
export class MarkLayer {
  readonly #dpr: number
  readonly #image: ImageData
  readonly #pixels: Uint32Array
  readonly #canvas: OffscreenCanvas

  constructor({ width, height, dpr }: View) {
    this.#dpr = dpr
    this.#image = new ImageData(Math.ceil((width + 2 * BLEED_PX) * dpr), Math.ceil((height + 2 * BLEED_PX) * dpr))
    this.#pixels = new Uint32Array(this.#image.data.buffer)
    this.#canvas = new OffscreenCanvas(this.#image.width, this.#image.height)
  }

  /** A square with its middle at a place of the plot; sizes in CSS pixels, the colour as `packRgb` gives it. */
  add(x: number, y: number, side: number, color: number): void {
    const { width, height } = this.#image
    const size = Math.max(1, Math.round(side * this.#dpr))
    const left = Math.round((x + BLEED_PX - side / 2) * this.#dpr)
    const top = Math.round((y + BLEED_PX - side / 2) * this.#dpr)
    const [from, to] = [Math.max(0, left), Math.min(width, left + size)]
    const bottom = Math.min(height, top + size)
    for (let row = Math.max(0, top); row < bottom; row++) {
      for (let at = row * width + from; at < row * width + to; at++) this.#pixels[at] = color | OPAQUE
    }
  }

  paint(context: CanvasRenderingContext2D): void {
    const { width, height } = this.#image
    this.#canvas.getContext('2d')?.putImageData(this.#image, 0, 0)
    context.imageSmoothingEnabled = false
    context.drawImage(this.#canvas, -BLEED_PX, -BLEED_PX, width / this.#dpr, height / this.#dpr)
  }
}
