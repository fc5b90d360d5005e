import type { Tile } from '../../workloads/contract/index.ts'
import type { ChartPicture } from './data.ts'
import type { Rgb } from './palette.ts'

/** How long a new tile shows who made it, and how long it takes to become picture. */
export const HOLD_MS = 450
export const FADE_MS = 350
/** How much of the picture already shows through the worker's colour. */
const HINT = 0.28

/** Colours of pixel values: 0 is inside the set, 1 to 255 from far away to its edge. */
const PALETTE = makePalette()

/** Share of the picture in a tile of some age: a hint of it at first, then all. */
export function pictureShare(ageMs: number): number {
  const fade = Math.min(1, Math.max(0, (ageMs - HOLD_MS) / FADE_MS))
  return HINT + (1 - HINT) * fade * fade * (3 - 2 * fade)
}

/** Writes a tile's pixels, mixed with its worker's colour, to RGBA data of the tile's own size. */
export function tilePixels(
  picture: ChartPicture,
  tile: Tile,
  worker: Rgb,
  share: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(tile.width * tile.height * 4)
  let at = 0
  for (let y = 0; y < tile.height; y++) {
    const from = (tile.y + y) * picture.width + tile.x
    for (let x = 0; x < tile.width; x++) {
      const color = (picture.pixels[from + x] ?? 0) * 3
      pixels[at++] = worker[0] + ((PALETTE[color] ?? 0) - worker[0]) * share
      pixels[at++] = worker[1] + ((PALETTE[color + 1] ?? 0) - worker[1]) * share
      pixels[at++] = worker[2] + ((PALETTE[color + 2] ?? 0) - worker[2]) * share
      pixels[at++] = 255
    }
  }
  return pixels
}

/** Night blue over teal to warm sand, so that the edge of the set glows on a dark and on a light page alike. */
function makePalette(): Uint8Array {
  const stops: readonly (readonly [number, Rgb])[] = [
    [0, [16, 24, 54]],
    [0.22, [28, 62, 120]],
    [0.45, [32, 128, 158]],
    [0.65, [112, 194, 174]],
    [0.82, [246, 221, 158]],
    [0.93, [240, 148, 86]],
    [1, [186, 58, 74]],
  ]
  const palette = new Uint8Array(256 * 3)
  palette.set([9, 11, 22])
  for (let value = 1; value < 256; value++) {
    const place = Math.sqrt((value - 1) / 254)
    const upper = Math.max(1, stops.findIndex(([at]) => at >= place))
    const [fromAt, from] = stops[upper - 1] ?? [0, [0, 0, 0]]
    const [toAt, to] = stops[upper] ?? [1, [0, 0, 0]]
    const share = (place - fromAt) / (toAt - fromAt)
    palette.set(from.map((channel, i) => channel + ((to[i] ?? 0) - channel) * share), value * 3)
  }
  return palette
}
