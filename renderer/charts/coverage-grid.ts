import { packRgb, type Rgb } from './palette.ts'

/** The faintest a cell may be in which anything happened at all. */
const FAINTEST = 0.25

/**
 * How much of each cell (a lane's row by a pixel column of time) bars cover, for more bars than pixels. Columns form a
 * ring over time: a window that moves forgets at its front what it leaves, and costs no more than what it gains.
 */
export class CoverageGrid {
  readonly columns: number
  readonly rows: number
  readonly msPerColumn: number
  /** The column of time (counted from time 0) that is the first in the window. */
  first: number
  #cover: Float32Array
  #flags: Uint8Array

  constructor(columns: number, rows: number, msPerColumn: number, first: number) {
    this.columns = columns
    this.rows = rows
    this.msPerColumn = msPerColumn
    this.first = first
    this.#cover = new Float32Array(columns * rows)
    this.#flags = new Uint8Array(columns * rows)
  }

  /** Moves the window on, so that `first` is its first column. */
  advance(first: number): void {
    const from = Math.max(this.first + this.columns, first)
    for (let column = from; column < first + this.columns; column++) this.#clear(column)
    this.first = Math.max(this.first, first)
  }

  /** A bar; what lies outside of the window is left out. `weight`: the share of the row that it takes. */
  add(row: number, fromMs: number, toMs: number, weight: number, flagged: boolean): void {
    const start = Math.max(this.first, fromMs / this.msPerColumn)
    const end = Math.min(this.first + this.columns, toMs / this.msPerColumn)
    for (let column = Math.floor(start); column < end; column++) {
      const cell = row * this.columns + (column % this.columns)
      const share = Math.min(end, column + 1) - Math.max(start, column)
      this.#cover[cell] = (this.#cover[cell] ?? 0) + share * weight
      if (flagged) this.#flags[cell] = 1
    }
  }

  /** The window as pixels, one a cell: opaque where covered all through, faint where little happened. */
  toPixels(colorOfRow: (row: number) => Rgb, flagColor: Rgb, opacity: number): Uint8ClampedArray<ArrayBuffer> {
    const pixels = new Uint32Array(this.columns * this.rows)
    const flagged = packRgb(flagColor)
    for (let row = 0; row < this.rows; row++) {
      const plain = packRgb(colorOfRow(row))
      for (let column = 0; column < this.columns; column++) {
        const cell = row * this.columns + ((this.first + column) % this.columns)
        const cover = this.#cover[cell] ?? 0
        if (cover === 0) continue
        const alpha = 255 * opacity * (FAINTEST + (1 - FAINTEST) * Math.min(1, cover))
        pixels[row * this.columns + column] = (this.#flags[cell] === 1 ? flagged : plain) | (alpha << 24)
      }
    }
    return new Uint8ClampedArray(pixels.buffer)
  }

  #clear(column: number): void {
    for (let row = 0; row < this.rows; row++) {
      const cell = row * this.columns + (column % this.columns)
      this.#cover[cell] = 0
      this.#flags[cell] = 0
    }
  }
}
