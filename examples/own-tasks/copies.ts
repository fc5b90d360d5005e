import { createHash } from 'node:crypto'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** I/O-bound: each task writes a file, waits until it is on the disk, reads it back and compares the two. */
const SIZE_BYTES = 256 * 1024

export function* inputs(seed: number): Generator<number> {
  for (let n = 0; n < 40; n++) yield (seed + n) % 256
}

export default async function task(fill: number, { signal }: { signal: AbortSignal }): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'copies-'))
  try {
    const written = Buffer.alloc(SIZE_BYTES, fill)
    const file = await open(path.join(folder, 'copy'), 'w')
    try {
      await file.writeFile(written, { signal })
      await file.sync() // waits for the disk, which is what several of them can do together
    } finally {
      await file.close()
    }
    const read = await readFile(path.join(folder, 'copy'), { signal })
    if (!read.equals(written)) throw new Error('The file is not what was written.')
    return createHash('sha256').update(read).digest('hex')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
