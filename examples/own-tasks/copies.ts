import { createHash } from 'node:crypto'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** I/O-bound: each task writes a file in pieces, waits until each is on the disk, reads it back and compares the two. */
const PIECES = 40
const PIECE_BYTES = 4096
const FILES = 100

export function* inputs(seed: number): Generator<number> {
  for (let n = 0; n < FILES; n++) yield (seed + n) % 256
}

export default async function task(fill: number, { signal }: { signal: AbortSignal }): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'copies-'))
  try {
    const piece = Buffer.alloc(PIECE_BYTES, fill)
    const file = await open(path.join(folder, 'copy'), 'w')
    try {
      for (let n = 0; n < PIECES; n++) {
        signal.throwIfAborted()
        await file.write(piece)
        await file.sync() // waits for the disk, which is what several of them can do together
      }
    } finally {
      await file.close()
    }
    const read = await readFile(path.join(folder, 'copy'), { signal })
    if (!read.equals(Buffer.alloc(PIECES * PIECE_BYTES, fill))) throw new Error('The file is not what was written.')
    return createHash('sha256').update(read).digest('hex')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
