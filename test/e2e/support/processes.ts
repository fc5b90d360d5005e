import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A process as the system knows it; pid and start together name it for good, for pids are used again. */
export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  readonly start: string
  readonly command: string
}

/** All processes of the machine that run. Zombies do not. Not for Windows, where the list is empty. */
export function listProcesses(): ProcessInfo[] {
  if (process.platform === 'linux') return readdirSync('/proc').flatMap(readProc)
  if (process.platform === 'win32') return []
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,lstart=,command='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+((?:\S+\s+){4}\d{4})\s+(.*)$/.exec(line)
      if (!match || match[3]?.startsWith('Z')) return []
      return [{ pid: Number(match[1]), parent: Number(match[2]), start: match[4] ?? '', command: match[5] ?? '' }]
    })
}

function readProc(name: string): ProcessInfo[] {
  if (!/^\d+$/.test(name)) return []
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    // The name of the program may hold spaces and brackets; what follows its last bracket does not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return []
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return [{ pid: Number(name), parent: Number(fields[1]), start: fields[19] ?? '', command }]
  } catch {
    // It ended while we looked.
    return []
  }
}

const keyOf = ({ pid, start }: ProcessInfo): string => `${String(pid)} ${start}`

/** Remembers every process that a program started, directly or not, while it ran. */
export class ProcessWatch {
  readonly #seen = new Map<string, ProcessInfo>()
  readonly #root: number
  readonly #timer: NodeJS.Timeout

  constructor(root: number) {
    this.#root = root
    this.look()
    this.#timer = setInterval(() => {
      this.look()
    }, 100)
  }

  /** Takes note of the descendants of the program and of those of processes noted before. */
  look(): void {
    const all = listProcesses()
    const parents = new Set([this.#root, ...this.alive(all).map(({ pid }) => pid)])
    for (let grew = true; grew; ) {
      grew = false
      for (const info of all) {
        if ((info.pid !== this.#root && !parents.has(info.parent)) || this.#seen.has(keyOf(info))) continue
        this.#seen.set(keyOf(info), info)
        parents.add(info.pid)
        grew = true
      }
    }
  }

  /** Those noted that still run. */
  alive(all = listProcesses()): ProcessInfo[] {
    return all.filter((info) => this.#seen.has(keyOf(info)))
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
