import { open, type FileHandle } from 'node:fs/promises'
import {
  MAX_RECORD_BYTES,
  readRecord,
  readRunFile,
  RECORD_HEAD_BYTES,
  RUN_FILE_HEAD_BYTES,
  RunFileError,
  type Batch,
  type RunInfo,
} from '../../contract/index.ts'

/** Records begin and end at multiples of this. */
const RECORD_ALIGN = 8
const FIRST_WINDOW_BYTES = 64 * 1024
const WINDOW_GROWTH = 8
/** No last record of ours is longer: a frame's header has at most 16 MiB, a batch's columns 3 MiB. */
const LAST_WINDOW_BYTES = 32 * 1024 * 1024
/** Numbers in a column can look like the length of a record; a hostile file has nothing else. */
const MAX_TRIES = 16

/** What a run file says without being read as a whole. */
export interface RunFileGlance {
  readonly info: RunInfo
  /** Its last record has the summary. What lies between the first record and the last was not looked at. */
  readonly whole: boolean
}

/**
 * Reads the first record and the last, and not what is between.
 * @returns null when it is no run file that this version can read
 */
export async function glanceAtRunFile(path: string): Promise<RunFileGlance | null> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const first = await firstRecordEnd(file, size)
    if (first === null) return null
    const { value } = readRunFile(await bytesOf(file, 0, first)).next()
    if (!('info' in value) || value.info === undefined) return null
    const { info } = value
    return { info, whole: await endsWithSummary(file, size) }
  } catch (error) {
    if (error instanceof RunFileError) return null
    throw error
  } finally {
    await file.close()
  }
}

async function endsWithSummary(file: FileHandle, size: number): Promise<boolean> {
  if (size % RECORD_ALIGN !== 0) return false
  for (let window = FIRST_WINDOW_BYTES; ; window *= WINDOW_GROWTH) {
    const from = Math.max(RUN_FILE_HEAD_BYTES, size - window)
    const last = lastRecordOf(await bytesOf(file, from, size))
    if (last !== null) return last.summary !== undefined
    if (from === RUN_FILE_HEAD_BYTES || window >= LAST_WINDOW_BYTES) return false
  }
}

/** The record that ends where the bytes do: looked for from behind, by its length and then by its checksum. */
function lastRecordOf(bytes: Buffer): Batch | null {
  let tries = MAX_TRIES
  for (let at = bytes.length - RECORD_HEAD_BYTES; at >= 0 && tries > 0; at -= RECORD_ALIGN) {
    if (bytes.readUInt32LE(at) !== bytes.length - at - RECORD_HEAD_BYTES) continue
    const record = readRecord(bytes, at)
    if ('batch' in record) return record.batch
    tries--
  }
  return null
}

/** Where the first record ends; null when there is no whole one. */
async function firstRecordEnd(file: FileHandle, size: number): Promise<number | null> {
  const head = await bytesOf(file, 0, RUN_FILE_HEAD_BYTES + RECORD_HEAD_BYTES)
  if (head.length < RUN_FILE_HEAD_BYTES + RECORD_HEAD_BYTES) return null
  const length = head.readUInt32LE(RUN_FILE_HEAD_BYTES)
  const end = head.length + length
  return length > MAX_RECORD_BYTES || end > size ? null : end
}

/** At the start of a buffer of its own, so that columns are read in place. */
async function bytesOf(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.from(new ArrayBuffer(to - from))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
  return bytes.subarray(0, bytesRead)
}
