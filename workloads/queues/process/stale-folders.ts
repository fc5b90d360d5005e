import { readdirSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const FOLDER_PREFIX = 'poolscope-queue-'
export const SOCKET_NAME = 'socket'

/** Younger folders may belong to a queue that is just being made. */
const MIN_AGE_MS = 60_000
/** Most folders looked at each time. */
const MOST = 16

/** Removes the folders of queues whose process was killed before it could: their sockets answer no more. */
export async function removeStaleFolders(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(FOLDER_PREFIX))
  await Promise.all(names.slice(0, MOST).map(async (name) => removeIfStale(join(tmpdir(), name))))
}

async function removeIfStale(folder: string): Promise<void> {
  try {
    const { mtimeMs, uid } = statSync(folder)
    const isOurs = uid === process.getuid?.()
    if (!isOurs || Date.now() - mtimeMs < MIN_AGE_MS || (await isAnswered(join(folder, SOCKET_NAME)))) return
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Somebody else removed it first, or may and we may not.
  }
}

/** Only a refusal says that nobody listens there any more. */
async function isAnswered(path: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED'))
  })
}
