import CRC32 from 'crc-32'
import { decodeBatch, encodeBatch, type Batch } from './batch.ts'
import { FrameError } from './frame.ts'
import { checkPlausible } from './plausible.ts'

/**
 * A run file: all batches of one reader of a run, appended as they come (docs/run-file.md).
 *
 *   head (16 bytes) | record | record | ...        record: u32 bytes | u32 CRC-32 | frame
 *
 * Little-endian. Frames have a multiple of 8 bytes, so that each begins at one and its columns are read in place. A file
 * that was cut off is good up to its last whole record.
 */
export const RUN_FILE_VERSION = 1
export const RUN_FILE_EXTENSION = 'pscope'
export const RUN_FILE_HEAD_BYTES = 16
export const RECORD_HEAD_BYTES = 8
/** No batch of ours is near this. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024

/** As PNG does it: the first byte is no text, and a copy as text damages the line ends. */
const MAGIC = [0x89, 0x50, 0x53, 0x43, 0x0d, 0x0a, 0x1a, 0x0a] as const

const crcOf = (bytes: Uint8Array): number => CRC32.buf(bytes) >>> 0

/** The bytes are no run file, or one of another version. */
export class RunFileError extends Error {
  override readonly name = 'RunFileError'
}

/** What every run file begins with. */
export function encodeRunFileHead(): Uint8Array {
  const bytes = new Uint8Array(RUN_FILE_HEAD_BYTES)
  bytes.set(MAGIC)
  new DataView(bytes.buffer).setUint32(8, RUN_FILE_VERSION, true)
  return bytes
}

/** One batch as a record. */
export function encodeRecord(batch: Batch): Uint8Array {
  const frame = encodeBatch(batch)
  const bytes = new Uint8Array(RECORD_HEAD_BYTES + frame.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, frame.length, true)
  view.setUint32(4, crcOf(frame), true)
  bytes.set(frame, RECORD_HEAD_BYTES)
  return bytes
}

/** How a file ended. */
export interface RunFileEnd {
  /** `whole`: with the summary; `cut off`: in the middle of the run; `damaged`: what follows cannot be trusted. */
  readonly how: 'whole' | 'cut off' | 'damaged'
  /** Why, for people; empty for a whole file. */
  readonly reason: string
  /** Bytes behind the last good record. */
  readonly lostBytes: number
}

/**
 * Reads the batches of a run file, one after the other, and returns how it ended. Columns are views of `bytes`.
 * @throws RunFileError when there is not one good record: it is no run file, of another version, or damaged at its start
 */
export function* readRunFile(bytes: Uint8Array): Generator<Batch, RunFileEnd, undefined> {
  checkHead(bytes)
  let at = RUN_FILE_HEAD_BYTES
  let first: Batch | null = null
  let seq = 0
  for (;;) {
    const record = readRecord(bytes, at)
    const problem = 'problem' in record ? record : problemOf(record.batch, first, seq)
    if (problem !== null) {
      if (first === null) throw new RunFileError(`This run file has nothing that can be shown: ${problem.problem}.`)
      return { how: problem.how, reason: problem.problem, lostBytes: bytes.length - at }
    }
    if (!('batch' in record)) continue
    first ??= record.batch
    seq++
    at = record.end
    yield record.batch
    if (record.batch.summary !== undefined) {
      if (at === bytes.length) return { how: 'whole', reason: '', lostBytes: 0 }
      return { how: 'damaged', reason: 'something follows the end of the run', lostBytes: bytes.length - at }
    }
  }
}

function checkHead(bytes: Uint8Array): void {
  if (bytes.length < RUN_FILE_HEAD_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new RunFileError('This is not a Poolscope run file: its first bytes are others.')
  }
  const version = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(8, true)
  if (version !== RUN_FILE_VERSION) {
    throw new RunFileError(
      `This run file has format version ${version}, and this app reads version ${RUN_FILE_VERSION}. ` +
        'Open it with the version of Poolscope that wrote it.',
    )
  }
}

export interface RecordProblem {
  readonly how: 'cut off' | 'damaged'
  readonly problem: string
}

/** The record that begins at byte `at`, whatever stands before it; or what is wrong with it. */
export function readRecord(bytes: Uint8Array, at: number): { batch: Batch; end: number } | RecordProblem {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const left = bytes.length - at
  if (left === 0) return { how: 'cut off', problem: 'the run was not recorded to its end' }
  if (left < RECORD_HEAD_BYTES) return { how: 'cut off', problem: 'its last record is incomplete' }
  const length = view.getUint32(at, true)
  if (length > MAX_RECORD_BYTES) return { how: 'damaged', problem: `a record at byte ${at} claims ${length} bytes` }
  const end = at + RECORD_HEAD_BYTES + length
  if (end > bytes.length) return { how: 'cut off', problem: 'its last record is incomplete' }
  const frame = bytes.subarray(at + RECORD_HEAD_BYTES, end)
  if (crcOf(frame) !== view.getUint32(at + 4, true)) {
    return { how: 'damaged', problem: `the record at byte ${at} has a wrong checksum` }
  }
  try {
    return { batch: decodeBatch(frame), end }
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
    return { how: 'damaged', problem: `the record at byte ${at} cannot be read: ${error.message}` }
  }
}

/** What is wrong with a batch that is well-formed, in the place where it stands. */
function problemOf(batch: Batch, first: Batch | null, seq: number): RecordProblem | null {
  const problem =
    batch.seq !== seq
      ? `record ${seq} has the number ${batch.seq}`
      : (batch.info === undefined) === (seq === 0)
        ? `record ${seq} ${seq === 0 ? 'does not say' : 'says again'} which run this is`
        : first !== null && batch.runId !== first.runId
          ? `record ${seq} is of another run`
          : checkPlausible(batch)
  return problem === null ? null : { how: 'damaged', problem }
}
