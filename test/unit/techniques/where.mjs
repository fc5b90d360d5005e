import { readFileSync, readlinkSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** A task that tells where it runs. Plain JavaScript, since workers load it as it is. */
export function whereAmI() {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  return {
    isMainThread,
    pid: process.pid,
    parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]),
    thread: Number(readlinkSync('/proc/thread-self').split('/').at(-1)),
  }
}
