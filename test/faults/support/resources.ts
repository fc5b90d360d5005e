import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { later, within } from './until.ts'

/** What a pool that is gone must not leave behind. */
export interface Resources {
  /** Open file descriptors (what each stands for), threads and child processes; none where there is no `/proc`. */
  readonly descriptors: readonly string[]
  readonly threads: number
  readonly children: readonly number[]
  /** What keeps the event loop alive: `Timeout`, `MessagePort`, ... */
  readonly handles: string
}

const HAS_PROC = existsSync('/proc/self/task')

export function resources(): Resources {
  const handles = process.getActiveResourcesInfo().sort().join(' ')
  if (!HAS_PROC) return { descriptors: [], threads: 0, children: [], handles }
  const descriptors = readdirSync('/proc/self/fd').flatMap(describeDescriptor)
  return { descriptors, threads: readdirSync('/proc/self/task').length, children: childrenOf(process.pid), handles }
}

function describeDescriptor(fd: string): string[] {
  try {
    return [`${fd}: ${readlinkSync(`/proc/self/fd/${fd}`)}`]
  } catch {
    return [] // the one that the folder was read through
  }
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

/** What is still there after so long stays. */
const LEFT_MS = 60_000

/**
 * Resolves when no more is in use than `before`; rejects when something stays.
 * @param spare descriptors and threads that Node itself may have made, and keeps
 */
export async function backTo(before: Resources, spare = 0): Promise<void> {
  const wait = new AbortController()
  const look = async (): Promise<void> => {
    while (!wait.signal.aborted && !isWithin(resources(), before, spare)) await later(2)
  }
  const describe = (): string => `more is in use than before: ${JSON.stringify({ before, now: resources() })}`
  await within(LEFT_MS, look(), describe).finally(() => wait.abort())
}

function isWithin(now: Resources, before: Resources, spare: number): boolean {
  if (now.descriptors.length > before.descriptors.length + spare || now.threads > before.threads + spare) return false
  if (now.children.some((pid) => !before.children.includes(pid))) return false
  return countOf(now.handles) <= countOf(before.handles)
}

const countOf = (handles: string): number => handles.split(' ').length
