/** The faintest a cell may be in which anything happened at all. */
const FAINTEST = 0.25
const FIRST_BIN_MS = 2 ** -6

/** Columns of a picture: of them, those from `from` on are painted. */
export interface Painted {
  readonly columns: number
  readonly fromMs: number
  readonly eachMs: number
  readonly from: number
}

/** Colours as `packRgb` gives them. */
export interface Inks {
  readonly colors: readonly number[]
  /** Of what is flagged; null: that of its bar. */
  readonly flag: number | null
}

interface Cell {
  readonly cover: number
  readonly color: number
  readonly flagged: boolean
}

/**
 * How much of each cell (a lane's row by a bin of time) bars cover, and in which colour mostly: for more bars than
 * pixels. Bins are as wide as it takes to hold the whole run in a fixed number of them; when it outgrows them, each two
 * become one. A bar costs what it covers, a picture of any part of the time what it shows: neither looks at rows again.
 */
export class CoverageBins {
  readonly rows: number
  readonly bins: number
  readonly loMs: number
  binMs: number
  #cover: Float32Array
  /** The colour that covers most: Boyer and Moore's majority vote, with what is left of its votes. */
  #color: Uint8Array
  #votes: Float32Array
  /** 1 where something flagged is: then only the flagged vote. */
  #flags: Uint8Array
  #changedBin = 0

  /** @param bins a power of two, when bins are to grow with the run */
  constructor(rows: number, bins: number, loMs = 0, binMs = FIRST_BIN_MS) {
    this.rows = rows
    this.bins = bins
    this.loMs = loMs
    this.binMs = binMs
    this.#cover = new Float32Array(rows * bins)
    this.#color = new Uint8Array(rows * bins)
    this.#votes = new Float32Array(rows * bins)
    this.#flags = new Uint8Array(rows * bins)
  }

  /** Makes room for times up to `toMs`. */
  reach(toMs: number): void {
    while (toMs > this.loMs + this.bins * this.binMs) this.#halve()
  }

  /** A bar; what lies outside is left out. `weight`: the share of the row that it takes; `color`: 0 to 255. */
  add(row: number, fromMs: number, toMs: number, weight: number, color: number, flagged: boolean): void {
    const start = Math.max(0, (fromMs - this.loMs) / this.binMs)
    const end = Math.min(this.bins, (toMs - this.loMs) / this.binMs)
    if (start < end) this.#changedBin = Math.min(this.#changedBin, Math.floor(start))
    for (let bin = Math.floor(start); bin < end; bin++) {
      const share = (Math.min(end, bin + 1) - Math.max(start, bin)) * weight
      this.#put(row * this.bins + bin, share, share, color, flagged)
    }
  }

  /**
   * Paints a part of the time, one pixel a cell, from a column on: opaque where covered all through, faint where little
   * happened. What is flagged is never outvoted, and has the colour `flag` where there is one. Costs the bins that the
   * painted columns span.
   * @param pixels `rows` times `columns`, as 32-bit numbers
   */
  paint(pixels: Uint32Array, { columns, fromMs, eachMs, from }: Painted, { colors, flag }: Inks): void {
    const perColumn = eachMs / this.binMs
    const start = (fromMs - this.loMs) / this.binMs
    for (let row = 0; row < this.rows; row++) {
      for (let column = from; column < columns; column++) {
        const first = Math.max(0, Math.floor(start + column * perColumn))
        const end = Math.min(this.bins, Math.max(first + 1, Math.floor(start + (column + 1) * perColumn)))
        const cell = this.#sum(row, first, end)
        pixels[row * columns + column] = cell === null ? 0 : pixelOf(cell, colors, flag)
      }
    }
  }

  /** The first time at which anything changed since this was last asked; Infinity when nothing did. */
  takeChangedMs(): number {
    const bin = this.#changedBin
    this.#changedBin = Infinity
    return this.loMs + bin * this.binMs
  }

  /** Mean cover of some bins, and the colour of most of it; null where nothing is. */
  #sum(row: number, first: number, end: number): Cell | null {
    let [sum, color, votes, flagged] = [0, 0, 0, 0]
    for (let cell = row * this.bins + first; cell < row * this.bins + end; cell++) {
      const cover = this.#cover[cell] ?? 0
      if (cover === 0) continue
      sum += cover
      const flag = this.#flags[cell] ?? 0
      if (flag < flagged) continue
      if (flag > flagged) [flagged, votes] = [flag, 0]
      const other = this.#color[cell] ?? 0
      if (other === color) votes += cover
      else if (cover > votes) [color, votes] = [other, cover - votes]
      else votes -= cover
    }
    return sum === 0 ? null : { cover: sum / (end - first), color, flagged: flagged === 1 }
  }

  #put(cell: number, cover: number, votes: number, color: number, flagged: boolean): void {
    this.#cover[cell] = (this.#cover[cell] ?? 0) + cover
    const wasFlagged = this.#flags[cell] === 1
    if (wasFlagged && !flagged) return
    if (flagged && !wasFlagged) {
      this.#flags[cell] = 1
      this.#votes[cell] = 0
    }
    const known = this.#votes[cell] ?? 0
    if (this.#color[cell] === color) this.#votes[cell] = known + votes
    else if (votes > known) {
      this.#color[cell] = color
      this.#votes[cell] = votes - known
    } else this.#votes[cell] = known - votes
  }

  /** Each two bins become one. */
  #halve(): void {
    const [cover, color, votes, flags] = [this.#cover, this.#color, this.#votes, this.#flags]
    this.#cover = new Float32Array(cover.length)
    this.#color = new Uint8Array(cover.length)
    this.#votes = new Float32Array(cover.length)
    this.#flags = new Uint8Array(cover.length)
    for (let cell = 0; cell < cover.length; cell++) {
      const known = cover[cell] ?? 0
      if (known === 0) continue
      const row = Math.floor(cell / this.bins)
      const target = row * this.bins + ((cell - row * this.bins) >> 1)
      this.#put(target, known / 2, (votes[cell] ?? 0) / 2, color[cell] ?? 0, flags[cell] === 1)
    }
    this.binMs *= 2
    this.#changedBin = 0
  }
}

function pixelOf({ cover, color, flagged }: Cell, colors: readonly number[], flag: number | null): number {
  const alpha = 255 * (FAINTEST + (1 - FAINTEST) * Math.min(1, cover))
  return ((flagged ? flag : null) ?? colors[color] ?? 0) | (alpha << 24)
}
