import { deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { toPalettePng } from '../../pictures/palette-png.ts'

/** Chunks of a PNG by name; their checksums are left out where the reader does not look at them. */
function pngOf(width: number, height: number, filters: readonly number[], rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const data = deflateSync(Buffer.from(rows.flatMap((row, y) => [filters[y] ?? 0, ...row])))
  const chunk = (name: string, bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, Buffer.from(name), bytes, Buffer.alloc(4)])
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

/** The colours of a picture with a palette, row by row. */
function colorsOf(png: Buffer): number[][] {
  const parts = new Map<string, Buffer>()
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    parts.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const [width, palette] = [png.readUInt32BE(16), parts.get('PLTE') ?? Buffer.alloc(0)]
  const rows = inflateSync(parts.get('IDAT') ?? Buffer.alloc(0))
  return Array.from({ length: png.readUInt32BE(20) }, (_, y) =>
    [...rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))].map((place) => palette.readUIntBE(place * 3, 3)),
  )
}

test('few colours stay exactly as they are, however the rows were filtered', () => {
  const rows = [
    [255, 0, 0, 0, 255, 0],
    [1, 2, 3, 4, 5, 6], // less left: 1 2 3, 5 7 9
    [1, 1, 1, 1, 1, 1], // less up: 2 3 4, 6 8 10
    [1, 1, 1, 1, 1, 1], // less the mean of both: 2 2 3, 5 6 7
    [0, 0, 0, 0, 0, 0], // less Paeth's choice: 2 2 3, 5 6 7
  ]
  expect(colorsOf(toPalettePng(pngOf(2, 5, [0, 1, 2, 3, 4], rows)))).toEqual([
    [0xff0000, 0x00ff00],
    [0x010203, 0x050709],
    [0x020304, 0x06080a],
    [0x020203, 0x050607],
    [0x020203, 0x050607],
  ])
})

test('of many colours the frequent ones stay, and the others become near ones', () => {
  const row = Array.from({ length: 400 }, (_, at) => [at % 256, at >> 8, (at * 7) % 256]).flat()
  const flat = Array.from({ length: 400 }, () => [10, 20, 30]).flat()
  const [many, frequent] = colorsOf(toPalettePng(pngOf(400, 2, [0, 0], [row, flat])))
  expect(new Set(frequent)).toEqual(new Set([0x0a141e]))
  expect(new Set(many).size).toBeLessThanOrEqual(256)
  many?.forEach((color, at) => {
    expect(Math.abs((color >> 16) - (at % 256))).toBeLessThan(32)
  })
})

test('what is no such picture is refused', () => {
  expect(() => toPalettePng(Buffer.alloc(64))).toThrow('no PNG')
})
