import { packRgb, type Rgb } from './palette.ts'

/** The faintest a cell with something in it may be. */
const FAINTEST = 0.22

/** Counts marks in cells, for plots with more marks than pixels. Cells with a flag (a failure among them) stand out. */
export class DensityGrid {
  readonly columns: number
  readonly rows: number
  readonly counts: Uint32Array
  readonly flags: Uint8Array
  /** Marks of the fullest cell. */
  highest = 0

  constructor(columns: number, rows: number) {
    this.columns = columns
    this.rows = rows
    this.counts = new Uint32Array(columns * rows)
    this.flags = new Uint8Array(columns * rows)
  }

  /** A mark at a place given as shares (0 to 1) of width and height; outside of that it is left out. */
  add(xShare: number, yShare: number, flagged: boolean): void {
    const column = Math.floor(xShare * this.columns)
    const row = Math.floor(yShare * this.rows)
    if (!(column >= 0 && column < this.columns && row >= 0 && row < this.rows)) return
    const cell = row * this.columns + column
    const count = (this.counts[cell] ?? 0) + 1
    this.counts[cell] = count
    if (count > this.highest) this.highest = count
    if (flagged) this.flags[cell] = 1
  }

  copy(): DensityGrid {
    const copy = new DensityGrid(this.columns, this.rows)
    copy.counts.set(this.counts)
    copy.flags.set(this.flags)
    copy.highest = this.highest
    return copy
  }

  /** The cells as pixels: the more marks, the more opaque, on a logarithmic scale. */
  toPixels(color: Rgb, flagColor: Rgb): Uint8ClampedArray<ArrayBuffer> {
    const pixels = new Uint32Array(this.counts.length)
    const [plain, flagged] = [packRgb(color), packRgb(flagColor)]
    const scale = (1 - FAINTEST) / Math.log1p(this.highest)
    for (let cell = 0; cell < this.counts.length; cell++) {
      const count = this.counts[cell] ?? 0
      if (count === 0) continue
      const opacity = 255 * (FAINTEST + Math.log1p(count) * scale)
      pixels[cell] = (this.flags[cell] === 1 ? flagged : plain) | (opacity << 24)
    }
    return new Uint8ClampedArray(pixels.buffer)
  }
}
