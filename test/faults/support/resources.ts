import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { later } from './until.ts'

/** What a pool that is gone must not leave behind. */
export interface Resources {
  /** Open file descriptors, threads and child processes of this process; -1 and none where there is no `/proc`. */
  readonly descriptors: number
  readonly threads: number
  readonly children: readonly number[]
  /** What keeps the event loop alive: `Timeout`, `MessagePort`, ... */
  readonly handles: string
}

const HAS_PROC = existsSync('/proc/self/task')

export function resources(): Resources {
  const handles = process.getActiveResourcesInfo().sort().join(' ')
  if (!HAS_PROC) return { descriptors: -1, threads: -1, children: [], handles }
  // Reading the folder takes a descriptor itself, each time the same.
  const descriptors = readdirSync('/proc/self/fd').length
  return { descriptors, threads: readdirSync('/proc/self/task').length, children: childrenOf(process.pid), handles }
}

/** Child processes, those that have ended and are not yet waited for included; Linux. */
export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    try {
      const text = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      return text.split(' ').filter(Boolean).map(Number)
    } catch {
      return [] // the thread has just ended
    }
  })
}

/** Resolves when no more is in use than `before`. The caller has a deadline, and shows both when it passes. */
export async function backTo(before: Resources): Promise<void> {
  while (!isWithin(resources(), before)) await later(2)
}

function isWithin(now: Resources, before: Resources): boolean {
  if (now.descriptors > before.descriptors || now.threads > before.threads) return false
  if (now.children.some((pid) => !before.children.includes(pid))) return false
  return countOf(now.handles) <= countOf(before.handles)
}

const countOf = (handles: string): number => handles.split(' ').length
