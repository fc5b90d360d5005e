import CRC32 from 'crc-32'
import { describe, expect, it } from 'vitest'
import {
  BATCH_TABLES,
  emptyTable,
  encodeFrame,
  encodeRunFileHead,
  MAX_RECORD_BYTES,
  RECORD_HEAD_BYTES,
  RUN_FILE_HEAD_BYTES,
  type Tables,
} from '#engine/contract/index.js'
import { checkPlausible } from '#engine/contract/plausible.js'
import { createRandom } from '#engine/tasks/random.js'
import { fileOf, readAll, smallRecords, tryAll } from './support.ts'

const records = smallRecords()
const file = fileOf(records)

/** The frame as a record, with the right checksum. */
function sealed(frame: Uint8Array): Buffer {
  const record = Buffer.alloc(RECORD_HEAD_BYTES + frame.length)
  record.writeUInt32LE(frame.length, 0)
  record.writeInt32LE(CRC32.buf(frame), 4)
  record.set(frame, RECORD_HEAD_BYTES)
  return record
}

it('a whole file is read as it was written', () => {
  const { batches, end } = readAll(file)
  expect([batches.length, end.how]).toEqual([4, 'whole'])
})

it('a file that was cut off at any byte opens up to its last whole record', () => {
  const ends = records.map((_, i) => fileOf(records.slice(0, i + 1)).length)
  for (let length = ends[1] ?? 0; length < file.length; length++) {
    const { batches, end } = readAll(file.subarray(0, length))
    const whole = ends.filter((at) => at <= length)
    expect(batches.length, `cut at ${length}`).toBe(whole.length)
    expect(end).toMatchObject({ how: 'cut off', lostBytes: length - (whole.at(-1) ?? 0) })
  }
  for (let length = 0; length < (ends[0] ?? 0); length += 7) expect(tryAll(file.subarray(0, length))).toBeNull()
})

describe('ten thousand damaged files', () => {
  const random = createRandom(5, 'run files')
  const below = (n: number): number => Math.floor(random.uniform() * n)
  const piece = (bytes: Uint8Array): Uint8Array => bytes.slice(below(bytes.length), below(bytes.length) + 1 + below(64))

  const CHANGES: readonly ((bytes: Buffer) => Uint8Array)[] = [
    (bytes) => {
      const flipped = Buffer.from(bytes)
      for (let n = 1 + below(4); n > 0; n--) flipped.writeUInt8(below(256), below(bytes.length))
      return flipped
    },
    (bytes) => insert(bytes, below(bytes.length), Uint8Array.from({ length: 1 + below(32) }, () => below(256))),
    (bytes) => insert(bytes, below(bytes.length), piece(bytes)),
    (bytes) => {
      const at = below(bytes.length)
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(32))])
    },
    (bytes) => bytes.subarray(0, below(bytes.length)),
    // Other numbers in the header, which is JSON, and so stays JSON.
    (bytes) => Buffer.from(bytes.toString('latin1').replace(/\d+/g, (n) => (below(40) === 0 ? ['-1', '1e308', '0.5', '4294967296'][below(4)] ?? n : n)), 'latin1'),
  ]
  const insert = (bytes: Buffer, at: number, more: Uint8Array): Buffer =>
    Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])
  const change = (bytes: Buffer): Buffer => Buffer.from(CHANGES[below(CHANGES.length)]?.(bytes) ?? bytes)

  /** Each batch that comes out is plausible; anything but a batch, an end or a RunFileError is thrown on. */
  function open(bytes: Buffer): { how: string; reason: string } {
    const read = tryAll(bytes)
    if (read === null) return { how: 'refused', reason: '' }
    for (const batch of read.batches) if (checkPlausible(batch) !== null) throw new Error(`Not plausible: ${checkPlausible(batch)}`)
    return read.end
  }

  it('are opened up to the damage, where the checksum tells of it', () => {
    const ends = new Map<string, number>()
    for (let n = 0; n < 5_000; n++) {
      const damaged = change(file)
      const { how } = open(damaged)
      ends.set(how, (ends.get(how) ?? 0) + 1)
      // A change may change nothing, or the part of the head that means nothing.
      if (how === 'whole') expect(damaged.subarray(RUN_FILE_HEAD_BYTES).equals(file.subarray(RUN_FILE_HEAD_BYTES))).toBe(true)
    }
    for (const how of ['cut off', 'damaged', 'refused']) expect(ends.get(how), how).toBeGreaterThan(100)
  })

  it('are refused by what is behind the checksum, where that fits the damage', () => {
    const reasons = new Set<string>()
    for (let n = 0; n < 5_000; n++) {
      const at = below(records.length)
      const frame = Buffer.from(records[at]?.subarray(RECORD_HEAD_BYTES) ?? [])
      const damaged = Buffer.concat([encodeRunFileHead(), ...records.slice(0, at), sealed(change(frame)), ...records.slice(at + 1)])
      reasons.add(open(damaged).reason.replace(/\d[\d,.e+-]*/g, 'n').slice(0, 60))
    }
    expect([...reasons].filter((reason) => reason.includes('checksum'))).toEqual([])
    expect(reasons.size).toBeGreaterThan(10)
  })
})

describe('hostile files', () => {
  const tables = Object.fromEntries(Object.entries(BATCH_TABLES).map(([name, spec]) => [name, emptyTable(spec)]))
  const ofHeader = (header: Record<string, unknown>): Buffer =>
    Buffer.concat([encodeRunFileHead(), sealed(encodeFrame(header, BATCH_TABLES, tables as Tables<typeof BATCH_TABLES>))])
  const { tables: _, ...good } = { ...readAll(file).batches[0] }
  const MILLIONS = 1_000_000

  it.each<[string, () => Buffer, RegExp]>([
    ['random bytes', () => noise(100 * 2 ** 20), /not a Poolscope run file/],
    ['a good head and random bytes', () => Buffer.concat([encodeRunFileHead(), noise(100 * 2 ** 20)]), /claims \d+ bytes|checksum/],
    ['a good head and zeros', () => Buffer.concat([encodeRunFileHead(), Buffer.alloc(100 * 2 ** 20)]), /cannot be read: .*fewer than its own head/],
    ['a record of the largest length', () => largest(), /wrong checksum/],
    ['a later version', () => Buffer.from(encodeRunFileHead()).fill(9, 8, 9), /format version 9, and this app reads version 1/],
    ['nothing but a head', () => Buffer.from(encodeRunFileHead()), /nothing that can be shown/],
    ['millions of wrong log entries', () => ofHeader({ ...good, log: new Array(MILLIONS).fill(0) }), /log\[0\]/],
    ['millions of wrong workers', () => ofHeader({ ...good, workers: new Array(MILLIONS).fill({}) }), /workers\[0\]/],
    ['millions of wrong activities', () => ofHeader({ ...good, activity: new Array(MILLIONS).fill({}) }), /activity\[0\]/],
    ['millions of wrong kinds', () => ofHeader({ ...good, info: { ...good.info, kinds: new Array(MILLIONS).fill(0) } }), /info\.kinds\[0\]/],
    ['a deep header', deep, /header is wrong/],
  ])('%s: a clear message, soon', (_name, make, message) => {
    const bytes = make()
    let said = ''
    try {
      const { end } = readAll(bytes)
      said = end.reason
    } catch (error) {
      expect(error).toMatchObject({ name: 'RunFileError' })
      said = (error as Error).message
    }
    expect(said).toMatch(message)
    expect(said.length).toBeLessThan(2_000)
  })

  function noise(length: number): Buffer {
    const random = createRandom(7, 'noise')
    const words = new Uint32Array(2 ** 16).map(() => random.uint32())
    return Buffer.alloc(length, Buffer.from(words.buffer))
  }

  function largest(): Buffer {
    const bytes = Buffer.alloc(RUN_FILE_HEAD_BYTES + RECORD_HEAD_BYTES + MAX_RECORD_BYTES)
    bytes.set(encodeRunFileHead())
    bytes.writeUInt32LE(MAX_RECORD_BYTES, RUN_FILE_HEAD_BYTES)
    return bytes
  }

  function deep(): Buffer {
    const frame = ofHeader({}).subarray(RUN_FILE_HEAD_BYTES + RECORD_HEAD_BYTES)
    const rows = /"rows":.*}/.exec(frame.toString('latin1'))?.[0] ?? ''
    const text = `{"counts":${'['.repeat(MILLIONS)}${']'.repeat(MILLIONS)},${rows}`
    const bytes = Buffer.alloc(Math.ceil((8 + text.length) / 8) * 8)
    bytes.set(frame.subarray(0, 4))
    bytes.writeUInt32LE(text.length, 4)
    bytes.write(text, 8, 'latin1')
    return Buffer.concat([encodeRunFileHead(), sealed(bytes)])
  }
})
