import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BATCH_TABLES,
  createColumns,
  decodeFrame,
  encodeFrame,
  FrameError,
  type Tables,
} from '#engine/contract/index.js'

type BatchTables = Tables<typeof BATCH_TABLES>

/** Tables with given numbers of rows; each column holds values of its own. */
function tablesOf(rows: readonly number[]): BatchTables {
  const entries = Object.entries(BATCH_TABLES).map(([name, spec], table) => {
    const length = rows[table] ?? 0
    const columns = createColumns(spec, length)
    Object.values(columns).forEach((column, at) => column.forEach((_, row) => (column[row] = table + at * 7 + row * 3)))
    return [name, { length, columns }]
  })
  return Object.fromEntries(entries) as BatchTables
}

const anyRows = fc.array(fc.nat(20), { minLength: 5, maxLength: 5 })
const anyHeader = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }))
const someHeader = { title: 'Größe ▲ 🧵', nested: { list: [1, null] } }
const sample = encodeFrame(someHeader, BATCH_TABLES, tablesOf([3, 1, 0, 2, 5]))

/** A frame that is damaged, or that somebody made up: it is read, or refused with the one error. Nothing else. */
function readOrRefuse(bytes: Uint8Array): void {
  try {
    decodeFrame(bytes, BATCH_TABLES)
  } catch (error) {
    expect(error).toBeInstanceOf(FrameError)
  }
}

function withHeader(text: string, claimed = text.length): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((8 + text.length) / 8) * 8)
  bytes.set(sample.subarray(0, 4))
  new DataView(bytes.buffer).setUint32(4, claimed, true)
  bytes.set(new TextEncoder().encode(text), 8)
  return bytes
}

describe('a frame', () => {
  it('comes back as it was, whatever the header holds and however many rows the tables have', () => {
    fc.assert(
      fc.property(anyHeader, anyRows, (header, rows) => {
        const tables = tablesOf(rows)
        const { header: back, tables: read } = decodeFrame(encodeFrame(header, BATCH_TABLES, tables), BATCH_TABLES)
        const names = Object.keys(BATCH_TABLES)
        const counts = Object.fromEntries(names.map((name, i) => [name, rows[i]]))
        expect(back).toEqual(JSON.parse(JSON.stringify({ ...header, rows: counts })))
        expect(read).toEqual(tables)
      }),
    )
  })

  it.each([1, 2, 4, 7])('is read from any place in a buffer, Node buffers too (offset %i)', (offset) => {
    const plain = new Uint8Array(sample.length + offset)
    plain.set(sample, offset)
    const expected = decodeFrame(sample, BATCH_TABLES)
    expect(decodeFrame(plain.subarray(offset), BATCH_TABLES)).toEqual(expected)
    expect(decodeFrame(Buffer.from(plain.buffer).subarray(offset), BATCH_TABLES)).toEqual(expected)
  })

  it('is refused when it is cut off, at every length, or too long', () => {
    for (let length = 0; length < sample.length; length++) {
      expect(() => decodeFrame(sample.subarray(0, length), BATCH_TABLES), `${length} bytes`).toThrow(FrameError)
    }
    expect(() => decodeFrame(new Uint8Array([...sample, 0]), BATCH_TABLES)).toThrow(FrameError)
  })

  it('is read or refused with any byte changed, and any bytes at all', () => {
    fc.assert(
      fc.property(fc.nat(sample.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = sample.slice()
        bytes[at] = (bytes[at] ?? 0) ^ change
        readOrRefuse(bytes)
      }),
      { numRuns: 1000 },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), readOrRefuse))
  })

  it.each([
    ['more rows than bytes', '{"rows":{"tasks":4294967295,"depth":4294967295,"samples":0,"spans":0,"pixels":0}}'],
    ['endless rows', '{"rows":{"tasks":1e308,"depth":0,"samples":0,"spans":0,"pixels":0}}'],
    ['fewer than no rows', '{"rows":{"tasks":-1,"depth":0,"samples":0,"spans":0,"pixels":0}}'],
    ['half a row', '{"rows":{"tasks":0.5,"depth":0,"samples":0,"spans":0,"pixels":0}}'],
    ['rows that are no numbers', '{"rows":{"tasks":"1","depth":0,"samples":0,"spans":0,"pixels":0}}'],
    ['no rows', '{}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no JSON', '{"rows":'],
    ['deep nesting', '['.repeat(50_000)],
  ])('is refused when its header says %s', (_, header) => {
    expect(() => decodeFrame(withHeader(header), BATCH_TABLES)).toThrow(FrameError)
  })

  it('is refused at once when its header claims to be huge', () => {
    for (const claimed of [1000, 17 * 1024 * 1024, 0xffffffff]) {
      expect(() => decodeFrame(withHeader('{}', claimed), BATCH_TABLES)).toThrow(/cut off/)
    }
  })
})
