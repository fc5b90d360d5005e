import { bytesPerElement, createColumn, viewColumn, type ColumnArray, type Table, type TableSpec } from './columns.ts'

/**
 * Frame: a JSON header and some tables in one binary message.
 *
 *   u32 magic | u32 header bytes | header (JSON, ASCII) | pad to 8 | columns, each padded to 8
 *
 * Little-endian, as every platform that Node and Electron run on. The header is kept ASCII (other characters are
 * written as \uXXXX), so that no text encoder is needed here. Columns are read as views: decoding copies nothing as
 * long as the frame starts at a multiple of 8 bytes.
 */
const MAGIC = 0x31465350 // "PSF1"
const ALIGN = 8
/** No frame of ours is near this; a length above it is a damaged or hostile frame. */
const MAX_HEADER_BYTES = 16 * 1024 * 1024

export type Tables<S extends Record<string, TableSpec>> = { readonly [K in keyof S]: Table<S[K]> }

/** The frame is not one of ours, is cut off, or says things that do not fit its size. */
export class FrameError extends Error {
  override readonly name = 'FrameError'
}

const align = (n: number): number => Math.ceil(n / ALIGN) * ALIGN

const toAscii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Writes a frame. `header` must be JSON; the row counts are added to it under `rows`.
 * @param specs the tables' descriptions, which the reader must have too
 */
export function encodeFrame<S extends Record<string, TableSpec>>(
  header: Readonly<Record<string, unknown>>,
  specs: S,
  tables: Tables<S>,
): Uint8Array {
  const rows: Record<string, number> = {}
  for (const name of Object.keys(specs)) rows[name] = tables[name]?.length ?? 0
  const text = toAscii(JSON.stringify({ ...header, rows }))
  const columnsAt = align(8 + text.length)
  const bytes = new Uint8Array(columnsAt + columnsBytes(specs, rows))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, text.length, true)
  for (let i = 0; i < text.length; i++) bytes[8 + i] = text.charCodeAt(i)
  let at = columnsAt
  for (const [name, spec] of Object.entries(specs)) {
    const table = tables[name]
    const length = rows[name] ?? 0
    for (const [column, type] of Object.entries(spec)) {
      const source = table?.columns[column]
      if (source !== undefined && length > 0) viewColumn(type, bytes, at, length).set(source.subarray(0, length))
      at += align(length * bytesPerElement(type))
    }
  }
  return bytes
}

/**
 * Reads a frame. The header is returned as parsed JSON, for the caller's schema to check.
 * @throws FrameError when it is not a whole frame of these tables
 */
export function decodeFrame<S extends Record<string, TableSpec>>(
  input: Uint8Array,
  specs: S,
): { header: Record<string, unknown>; tables: Tables<S> } {
  if (input.byteLength < 8) throw new FrameError(`the frame has ${input.byteLength} bytes, fewer than its own head`)
  // Not `input.slice()`: that of a Node Buffer is a view, as badly aligned as the buffer itself.
  const bytes = input.byteOffset % ALIGN === 0 ? input : new Uint8Array(input)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC) throw new FrameError('this is not a Poolscope frame (wrong first bytes)')
  const headerBytes = view.getUint32(4, true)
  if (headerBytes > MAX_HEADER_BYTES || 8 + headerBytes > bytes.byteLength) {
    throw new FrameError(`the frame is cut off: its header should have ${headerBytes} bytes`)
  }
  const header = parseHeader(bytes.subarray(8, 8 + headerBytes))
  const rows = readRows(header['rows'], specs)
  let at = align(8 + headerBytes)
  if (bytes.byteLength !== at + columnsBytes(specs, rows)) {
    throw new FrameError(`the frame has ${bytes.byteLength} bytes, its header promises ${at + columnsBytes(specs, rows)}`)
  }
  const tables: Record<string, Table<TableSpec>> = {}
  for (const [name, spec] of Object.entries(specs)) {
    const length = rows[name] ?? 0
    const columns: Record<string, ColumnArray> = {}
    for (const [column, type] of Object.entries(spec)) {
      columns[column] = length > 0 ? viewColumn(type, bytes, at, length) : createColumn(type, 0)
      at += align(length * bytesPerElement(type))
    }
    tables[name] = { length, columns }
  }
  return { header, tables: tables as Tables<S> }
}

function columnsBytes(specs: Record<string, TableSpec>, rows: Record<string, number>): number {
  let sum = 0
  for (const [name, spec] of Object.entries(specs)) {
    for (const type of Object.values(spec)) sum += align((rows[name] ?? 0) * bytesPerElement(type))
  }
  return sum
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let text = ''
  const CHUNK = 8192 // String.fromCharCode takes its characters as arguments, which the stack bounds
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK))
  let header: unknown
  try {
    header = JSON.parse(text)
  } catch (cause) {
    throw new FrameError('the frame header is not JSON', { cause })
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new FrameError('the frame header is not an object')
  }
  return header as Record<string, unknown>
}

function readRows(value: unknown, specs: Record<string, TableSpec>): Record<string, number> {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const rows: Record<string, number> = {}
  for (const name of Object.keys(specs)) {
    const length = given[name]
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || length > 0xffffffff) {
      throw new FrameError(`the frame does not say how many rows "${name}" has`)
    }
    rows[name] = length
  }
  return rows
}
