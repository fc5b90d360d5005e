import { open, rm, stat } from 'node:fs/promises'

/** No room: on the disk, within the user's quota, or in one file. */
const NO_ROOM: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const PIECE_BYTES = 1024 * 1024
/** Where it was too much, so much of what fitted is tried next: indexes and headers do not shrink with the pictures. */
const MARGIN = 0.9

export const isNoRoom = (error: unknown): boolean => error instanceof Error && 'code' in error && NO_ROOM.has(error.code)

/**
 * Writes a file of `count` pictures; where that has no room, one of as many of the first as have.
 * @param make the bytes of a file that is whole with this many
 * @returns how many are in the file; 0: none, and no file is left
 * @throws what the file system says, other than that there is no room
 */
export async function writeWhatFits(out: string, count: number, make: (count: number) => Promise<Uint8Array>): Promise<number> {
  let most = count
  while (most > 0) {
    const bytes = await make(most)
    const written = await write(out, bytes)
    if (written === bytes.length) return most
    most = Math.min(most - 1, Math.floor((most * MARGIN * written) / bytes.length))
  }
  await removeFile(out)
  return 0
}

/** @returns how many bytes had room */
async function write(out: string, bytes: Uint8Array): Promise<number> {
  const file = await open(out, 'w')
  let written = 0
  try {
    while (written < bytes.length) {
      const piece = Math.min(PIECE_BYTES, bytes.length - written)
      written += (await file.write(bytes, written, piece)).bytesWritten
    }
  } catch (error) {
    if (!isNoRoom(error)) throw error
  } finally {
    await file.close()
  }
  return written
}

/** Never a device, to which one can write as well. */
export async function removeFile(file: string): Promise<void> {
  const isFile = await stat(file).then((entry) => entry.isFile(), () => false)
  if (isFile) await rm(file)
}
