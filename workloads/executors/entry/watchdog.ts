import { parentPort, workerData } from 'node:worker_threads'

/**
 * A thread inside each worker process that ends the process when its parent is gone, however busy the main thread
 * is: a parent killed by force leaves no orphan. An orphan gets a new parent on POSIX; on Windows the old id stays,
 * so there the parent is asked whether it lives.
 */
const POLL_MS = 500
const parent = workerData as number

function parentLives(): boolean {
  if (process.platform !== 'win32') return process.ppid === parent
  try {
    process.kill(parent, 0)
    return true
  } catch {
    return false
  }
}

setInterval(() => {
  if (!parentLives()) process.kill(process.pid, 'SIGKILL')
}, POLL_MS)

// A host without an inspector says nothing, and nobody waits for long.
parentPort?.once('message', () => void import('./stack-door.js').catch(() => undefined))
