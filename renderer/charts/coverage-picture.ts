import type { CoverageBins, Inks } from './coverage-bins.ts'

/** Pixel columns of a part of the time. */
export interface Columns {
  readonly count: number
  readonly fromMs: number
  readonly eachMs: number
}

/**
 * Coverage as a canvas, one pixel a cell, that paints only the columns that changed: of a replay none, of a run that goes
 * on the last few. All of a million cells took 2 ms of each frame.
 */
export class CoveragePicture {
  readonly #canvas = new OffscreenCanvas(1, 1)
  readonly #context = this.#canvas.getContext('2d')
  #pixels = new Uint32Array()
  #shown: { readonly bins: CoverageBins; readonly part: Columns; readonly inks: Inks } | null = null

  /** One picture follows one `bins` at a time: it takes its changes. */
  show(bins: CoverageBins, part: Columns, inks: Inks): OffscreenCanvas {
    const changed = Math.floor((bins.takeChangedMs() - part.fromMs) / part.eachMs)
    const from = this.#serves(bins, part, inks) ? Math.max(0, changed) : 0
    const { count: columns, fromMs, eachMs } = part
    if (from >= columns) return this.#canvas
    if (this.#pixels.length !== columns * bins.rows) this.#pixels = new Uint32Array(columns * bins.rows)
    if (this.#canvas.width !== columns) this.#canvas.width = columns
    if (this.#canvas.height !== bins.rows) this.#canvas.height = bins.rows
    bins.paint(this.#pixels, { columns, fromMs, eachMs, from }, inks)
    this.#context?.putImageData(new ImageData(new Uint8ClampedArray(this.#pixels.buffer), columns), 0, 0)
    this.#shown = { bins, part, inks }
    return this.#canvas
  }

  #serves(bins: CoverageBins, part: Columns, inks: Inks): boolean {
    const shown = this.#shown
    if (shown?.bins !== bins) return false
    const { count, fromMs, eachMs } = shown.part
    if (count !== part.count || fromMs !== part.fromMs || eachMs !== part.eachMs) return false
    return shown.inks.flag === inks.flag && shown.inks.colors.every((color, index) => color === inks.colors[index])
  }
}
