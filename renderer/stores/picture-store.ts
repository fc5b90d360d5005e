import type { Tile } from '../../workloads/contract/index.ts'
import type { ChartPicture } from '../charts/data.ts'

/** 4096 x 4096: more than any screen shows. */
const MAX_PIXELS = 16_777_216
const MAX_TILES = 65_536

/** The picture of a run, put together from its tiles. */
export class PictureStore implements ChartPicture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
  /** Those that are shown: a replay shows fewer than there are. */
  tiles: readonly Tile[] = []
  readonly #all: Tile[] = []

  /** @returns null for a picture that is too large to hold */
  static create(size: { width: number; height: number }): PictureStore | null {
    return size.width > 0 && size.height > 0 && size.width * size.height <= MAX_PIXELS ? new PictureStore(size) : null
  }

  private constructor(size: { width: number; height: number }) {
    this.width = size.width
    this.height = size.height
    this.pixels = new Uint8Array(size.width * size.height)
  }

  /** Tiles that came and fitted. */
  get count(): number {
    return this.#all.length
  }

  /** Shows the first `count` tiles. */
  show(count: number): void {
    if (count !== this.tiles.length) this.tiles = this.#all.slice(0, count)
  }

  /**
   * Puts tiles in their places, without showing them; `values` holds their pixels one behind the other.
   * @returns how many tiles did not fit the picture, or had no pixels
   */
  add(tiles: readonly Tile[], values: ArrayLike<number>): number {
    let at = 0
    let refused = 0
    for (const tile of tiles) {
      const size = tile.width * tile.height
      const inside = tile.x + tile.width <= this.width && tile.y + tile.height <= this.height
      if (!inside || at + size > values.length || this.#all.length >= MAX_TILES) refused++
      else this.#put(tile, values, at)
      at += size
    }
    return refused
  }

  #put(tile: Tile, values: ArrayLike<number>, from: number): void {
    for (let y = 0; y < tile.height; y++) {
      const target = (tile.y + y) * this.width + tile.x
      for (let x = 0; x < tile.width; x++) this.pixels[target + x] = values[from + y * tile.width + x] ?? 0
    }
    this.#all.push(tile)
  }
}
