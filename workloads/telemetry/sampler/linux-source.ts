import type { Clock } from '../../contract/index.ts'
import {
  parseResidentPages,
  parseSchedstat,
  parseStatTicks,
  readSystemUnits,
  readText,
  type ReadText,
  type SystemUnits,
} from './proc-files.ts'
import { NOT_MEASURED, type SampleTarget, type Usage, type UsageSource } from './usage-source.ts'

/**
 * Reads /proc, for processes and for single threads. Works as long as the worker lives, and for a process still
 * between its end and the moment the parent collects it.
 */
export class LinuxSource implements UsageSource {
  readonly #clock: Clock
  readonly #read: ReadText
  readonly #units: SystemUnits
  /** Per process worker: CPU time in ms that its other threads have used at least. */
  readonly #helpersMs = new Map<number, number>()

  constructor(clock: Clock, read: ReadText = readText) {
    this.#clock = clock
    this.#read = read
    this.#units = readSystemUnits(read)
  }

  read(target: SampleTarget): Usage | null {
    const cpuMs = target.kind === 'process' ? this.#processCpuMs(target) : this.#threadCpuMs(target)
    if (cpuMs === null) return null
    return { atMs: this.#clock.nowMs(), cpuMs, memoryBytes: this.#memoryBytes(target) }
  }

  close(): void {
    this.#helpersMs.clear()
  }

  #threadCpuMs({ pid, tid }: SampleTarget): number | null {
    if (tid === null) return NOT_MEASURED
    return this.#schedstatMs(`/proc/${pid}/task/${tid}`) ?? this.#ticksMs(`/proc/${pid}/task/${tid}`)
  }

  /**
   * The `stat` of a process counts all its threads, in ticks of mostly 10 ms: a tenth of a core at 10 samples a
   * second. Its `schedstat` counts the main thread alone, in ns. So: the main thread exactly, and for the others
   * (garbage collector, compiler, file system) what the ticks prove at least. Rounded down, that bound rises to the
   * truth within two ticks and never falls, so neither does the sum.
   */
  #processCpuMs({ worker, pid }: SampleTarget): number | null {
    // In this order: time passing in between must not look like time of the helpers.
    const allMs = this.#ticksMs(`/proc/${pid}`)
    const mainMs = this.#schedstatMs(`/proc/${pid}`)
    if (allMs === null || mainMs === null) return allMs
    const helpersMs = Math.max(this.#helpersMs.get(worker) ?? 0, allMs - mainMs)
    this.#helpersMs.set(worker, helpersMs)
    return mainMs + helpersMs
  }

  #schedstatMs(folder: string): number | null {
    const ns = parseSchedstat(this.#read(`${folder}/schedstat`))
    return ns === null ? null : ns / 1e6
  }

  #ticksMs(folder: string): number | null {
    const ticks = parseStatTicks(this.#read(`${folder}/stat`))
    return ticks === null ? null : (ticks * 1000) / this.#units.ticksPerSecond
  }

  #memoryBytes({ kind, pid, heapBytes }: SampleTarget): number {
    if (kind !== 'process') return heapBytes?.() ?? NOT_MEASURED
    const pages = parseResidentPages(this.#read(`/proc/${pid}/statm`))
    return pages === null ? NOT_MEASURED : pages * this.#units.pageBytes
  }
}
