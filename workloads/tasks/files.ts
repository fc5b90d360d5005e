import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { TaskContext } from '../contract/tasks.ts'
import { linkAbort } from './abort.ts'

/** Tasks on real files, which they read piece by piece: a file may be larger than memory. */
export interface FileInput {
  /** Absolute path. */
  path: string
}

/** A worker that is told to stop does so within the work on one piece. */
const PIECE_BYTES = 256 * 1024

async function* piecesOf(path: string, { signal }: TaskContext): AsyncGenerator<Buffer> {
  signal.throwIfAborted()
  const linked = linkAbort(signal)
  try {
    const options = { highWaterMark: PIECE_BYTES, signal: linked.signal }
    yield* createReadStream(path, options) as AsyncIterable<Buffer>
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    linked.dispose()
  }
}

/** SHA-256 of a file, as hexadecimal digits. */
export async function sha256({ path }: FileInput, context: TaskContext): Promise<{ bytes: number; digest: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of piecesOf(path, context)) {
    hash.update(piece)
    bytes += piece.length
  }
  return { bytes, digest: hash.digest('hex') }
}

/**
 * A file as gzip: one member for each piece, which any gunzip puts together again (RFC 1952, section 2.2).
 * Not `createGzip`: that works on the four threads which a process has for all its workers together, so that neither
 * the number of workers nor the CPU use of each would be what it seems.
 */
export async function* gzipPieces({ path }: FileInput, context: TaskContext): AsyncGenerator<Uint8Array> {
  let empty = true
  for await (const piece of piecesOf(path, context)) {
    empty = false
    yield gzipSync(piece)
  }
  if (empty) yield gzipSync(new Uint8Array(0))
}

/** Compresses a file and tells how small it gets. */
export async function gzip(input: FileInput, context: TaskContext): Promise<{ compressedBytes: number }> {
  let compressedBytes = 0
  for await (const piece of gzipPieces(input, context)) compressedBytes += piece.length
  return { compressedBytes }
}

/** Reads a file into memory. */
export async function readWhole({ path }: FileInput, { signal }: TaskContext): Promise<{ bytes: number }> {
  signal.throwIfAborted()
  const linked = linkAbort(signal)
  try {
    const content = await readFile(path, { signal: linked.signal })
    return { bytes: content.length }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    linked.dispose()
  }
}
