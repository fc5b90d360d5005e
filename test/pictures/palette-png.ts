import { deflateSync, inflateSync } from 'node:zlib'
import crc32 from 'crc-32'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const MOST_COLORS = 256
/** Colours that differ by less than a step of five bits a channel share a place in the palette. */
const DROPPED_BITS = 3

interface Picture {
  readonly width: number
  readonly height: number
  /** Colours as 0xrrggbb, row by row. */
  readonly pixels: Uint32Array
}

/**
 * A screenshot with at most 256 colours, a third of its size. Flat colours, of which a window is made, stay as they
 * are; the rarest ones become the nearest of those.
 * @param png as Chromium writes it: 8 bits a channel, not interlaced
 */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, pixels } = readPng(png)
  const palette = paletteOf(pixels)
  const places = new Map<number, number>()
  const rows = Buffer.alloc((width + 1) * height) // each row begins with its filter: none
  pixels.forEach((color, at) => {
    let place = places.get(color)
    if (place === undefined) places.set(color, (place = nearest(palette, color)))
    rows[at + Math.floor(at / width) + 1] = place
  })
  const header = Buffer.from(png.subarray(16, 29)) // width, height, and how pixels are written
  header[8] = 8
  header[9] = 3 // by their place in the palette
  const colors = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', colors), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function readPng(png: Buffer): Picture {
  const [width, height, bits, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]
  if (!png.subarray(0, 8).equals(SIGNATURE) || bits !== 8 || (kind !== 2 && kind !== 6) || png[28] !== 0) {
    throw new Error('This is no PNG of 8 bits a channel without interlace.')
  }
  const data: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const step = kind === 2 ? 3 : 4
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * step, height, step)
  const pixels = new Uint32Array(width * height).map((_, at) => bytes.readUIntBE(at * step, 3))
  return { width, height, pixels }
}

/** PNG specification, 9.2: each byte was written as its difference to what its neighbours foretell. */
function unfilter(rows: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < step ? 0 : (out[at - step] ?? 0)
      const up = y === 0 ? 0 : (out[at - stride] ?? 0)
      const corner = x < step || y === 0 ? 0 : (out[at - stride - step] ?? 0)
      const foretold = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      out[at] = (rows[y * (stride + 1) + 1 + x] ?? 0) + foretold
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** The most frequent kinds of colour, each as its most frequent one. */
function paletteOf(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>()
  for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1)
  const byFrequency = [...counts].sort((a, b) => b[1] - a[1])
  if (byFrequency.length <= MOST_COLORS) return byFrequency.map(([color]) => color)
  const kinds = new Map<number, { readonly color: number; count: number }>()
  for (const [color, count] of byFrequency) {
    const kind = kindOf(color)
    const seen = kinds.get(kind)
    if (seen === undefined) kinds.set(kind, { color, count })
    else seen.count += count
  }
  return [...kinds.values()].sort((a, b) => b.count - a.count).slice(0, MOST_COLORS).map(({ color }) => color)
}

const kindOf = (color: number): number => channels(color).reduce((kind, channel) => kind * 32 + (channel >> DROPPED_BITS), 0)

const channels = (color: number): [number, number, number] => [color >> 16, (color >> 8) & 255, color & 255]

function nearest(palette: readonly number[], color: number): number {
  const [r, g, b] = channels(color)
  let [best, least] = [0, Infinity]
  palette.forEach((candidate, place) => {
    const [cr, cg, cb] = channels(candidate)
    const distance = (r - cr) ** 2 + (g - cg) ** 2 + (b - cb) ** 2
    if (distance < least) [best, least] = [place, distance]
  })
  return best
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeInt32BE(crc32.buf(named))
  return Buffer.concat([length, named, sum])
}
