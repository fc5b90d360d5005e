import type pidusage from 'pidusage'
import type { Clock } from '../../contract/index.ts'
import { NOT_MEASURED, type SampleTarget, type Usage, type UsageSource } from './usage-source.ts'

/** CPU time (ms) and memory of processes by pid; those that have ended are left out. */
export type ReadProcesses = (pids: number[]) => Promise<Map<number, { cpuMs: number; memoryBytes: number }>>

/** Each reading starts a program (`ps`, `wmic`); more often than this it would be a load of its own. */
const MIN_INTERVAL_MS = 250

/**
 * For systems without /proc: processes by `pidusage`, threads by what Node can tell. All answers come later, so a
 * read gives the newest that came. A thread that blocks does not answer, but it uses no CPU either.
 */
export class PortableSource implements UsageSource {
  readonly #clock: Clock
  readonly #readProcesses: ReadProcesses
  readonly #known = new Map<number, Usage>()
  readonly #asked = new Set<number>()
  #processesAskedAtMs = -Infinity
  #processesPending = false

  constructor(clock: Clock, readProcesses: ReadProcesses = readByPidusage) {
    this.#clock = clock
    this.#readProcesses = readProcesses
  }

  read(target: SampleTarget): Usage | null {
    const known = this.#known.get(target.worker)
    if (target.kind === 'process') return known ?? null
    const memoryBytes = target.heapBytes?.() ?? NOT_MEASURED
    if (known !== undefined) return { ...known, memoryBytes }
    return { atMs: this.#clock.nowMs(), cpuMs: NOT_MEASURED, memoryBytes }
  }

  refresh(targets: readonly SampleTarget[]): void {
    this.#refreshProcesses(targets.filter((target) => target.kind === 'process'))
    for (const target of targets) this.#refreshThread(target)
  }

  close(): void {
    this.#known.clear()
  }

  #refreshProcesses(targets: readonly SampleTarget[]): void {
    const nowMs = this.#clock.nowMs()
    if (targets.length === 0 || this.#processesPending || nowMs - this.#processesAskedAtMs < MIN_INTERVAL_MS) return
    this.#processesPending = true
    this.#processesAskedAtMs = nowMs
    this.#readProcesses(targets.map((target) => target.pid))
      .then((usages) => {
        const atMs = this.#clock.nowMs()
        for (const { worker, pid } of targets) {
          const usage = usages.get(pid)
          if (usage !== undefined) this.#known.set(worker, { atMs, ...usage })
        }
      })
      .catch(() => undefined) // all of them have ended, or the system's tool is missing: nothing new is known
      .finally(() => (this.#processesPending = false))
  }

  #refreshThread({ worker, cpuUsage }: SampleTarget): void {
    if (cpuUsage === undefined || this.#asked.has(worker)) return
    this.#asked.add(worker)
    cpuUsage()
      .then((cpuMs) => {
        if (cpuMs === null) return
        this.#known.set(worker, { atMs: this.#clock.nowMs(), cpuMs, memoryBytes: NOT_MEASURED })
      })
      .catch(() => undefined) // the thread has ended
      .finally(() => this.#asked.delete(worker))
  }
}

async function readByPidusage(pids: number[]): ReturnType<ReadProcesses> {
  const { default: read } = await import('pidusage') // not needed, so not loaded, where there is /proc
  // Those that have ended are missing, or null, which the types do not say.
  const found: (pidusage.Status | null | undefined)[] = Object.values(await read(pids))
  return new Map(found.flatMap((one) => (one ? [[one.pid, { cpuMs: one.ctime, memoryBytes: one.memory }]] : [])))
}
