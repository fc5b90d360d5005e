import { NO_WORKER, type Clock } from '../../contract/index.ts'
import { systemClock } from '../clock.ts'
import { ownUsage, type AppUsage } from './app-usage.ts'
import { LinuxSource } from './linux-source.ts'
import { readText } from './proc-files.ts'
import { PortableSource } from './portable-source.ts'
import { NOT_MEASURED, type SampleTarget, type Usage, type UsageSource } from './usage-source.ts'

/** What a worker used, or the app itself (`worker` is `NO_WORKER`). */
export interface Sample {
  readonly worker: number
  /** Monotonic. */
  readonly atMs: number
  /** CPU time since the worker's start (the app: since the sampler's), never falling; -1: not measured. */
  readonly cpuMs: number
  /** CPU time / wall time since the last sample; -1: not measured, or too short a time to say. */
  readonly cores: number
  /** Resident set of a process, heap of a thread, resident set of the host (threads included); -1: not measured. */
  readonly memoryBytes: number
}

export interface SamplerOptions {
  /** The workers that live now. */
  readonly targets: () => readonly SampleTarget[]
  readonly onSample: (sample: Sample) => void
  readonly intervalMs?: number
  readonly clock?: Clock
  readonly source?: UsageSource
  readonly app?: AppUsage
}

/** What is remembered of a worker after it ended, too. At most one for each value of the u16 `worker` column. */
interface Track {
  /** Where the next interval begins. */
  fromMs: number
  fromCpuMs: number
  /** The last known values. */
  atMs: number
  cpuMs: number
}

const DEFAULT_INTERVAL_MS = 100
/**
 * The kernel brings the CPU time of a running thread up to date at its own ticks, 1 to 10 ms apart: over a shorter
 * time than this a share of a core means nothing.
 */
const MIN_INTERVAL_MS = 20

/** The best source that this system has. */
export function createUsageSource(clock: Clock = systemClock): UsageSource {
  return readText('/proc/self/stat') === null ? new PortableSource(clock) : new LinuxSource(clock)
}

/**
 * Samples the CPU time and memory of workers from outside: a worker that computes or blocks cannot report for itself.
 * The app's own cost is the CPU time of this process without its worker threads. The helper threads that all threads
 * of a process share (compiler, garbage collector, file system) count as the app's, since nobody can divide them.
 */
export class Sampler {
  readonly #options: SamplerOptions
  readonly #intervalMs: number
  readonly #clock: Clock
  readonly #source: UsageSource
  readonly #app: AppUsage
  readonly #tracks = new Map<number, Track>()
  /** CPU time of all worker threads of this process that ever were, as far as known. */
  #threadsCpuMs = 0
  /** Worker threads of this process whose CPU time cannot be told, so that the app's cannot either. */
  readonly #unmeasuredThreads = new Set<number>()
  readonly #appTrack: Track
  readonly #appBaseMs: number
  #cancelTimer: (() => void) | null = null

  constructor(options: SamplerOptions) {
    this.#options = options
    this.#intervalMs = options.intervalMs ?? DEFAULT_INTERVAL_MS
    this.#clock = options.clock ?? systemClock
    this.#source = options.source ?? createUsageSource(this.#clock)
    this.#app = options.app ?? ownUsage
    this.#appBaseMs = this.#app.cpuMs()
    const nowMs = this.#clock.nowMs()
    this.#appTrack = { fromMs: nowMs, fromCpuMs: 0, atMs: nowMs, cpuMs: 0 }
  }

  /** Samples every `intervalMs` from now on, until `stop`. */
  start(): void {
    if (this.#cancelTimer !== null) return
    const round = (dueMs: number): void => {
      this.#sampleAll()
      // Counted from when it was due, so that late rounds do not add up; after a long block, from now.
      const nowMs = this.#clock.nowMs()
      const nextMs = (dueMs + this.#intervalMs > nowMs ? dueMs : nowMs) + this.#intervalMs
      this.#cancelTimer = this.#clock.setTimer(() => round(nextMs), nextMs - nowMs)
    }
    const firstMs = this.#clock.nowMs() + this.#intervalMs
    this.#cancelTimer = this.#clock.setTimer(() => round(firstMs), this.#intervalMs)
  }

  /** No sample comes after this. */
  stop(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#source.close()
  }

  /**
   * A last sample of a worker that is about to end: call it when its last result came in, before it is let go.
   * The thread or process must still be there: once Node reports its exit, the system has forgotten it. What is lost
   * is the CPU time from here on: closing its event loop and freeing its heap, a few ms.
   * @returns null when it was too late, or when this system cannot measure at once; the last known values then stand
   */
  readNow(target: SampleTarget): Sample | null {
    const usage = this.#source.read(target)
    return usage === null ? null : this.#take(target, usage)
  }

  /** CPU time of the app itself since the sampler was made; `NOT_MEASURED` where threads cannot be told apart. */
  get appCpuMs(): number {
    if (this.#unmeasuredThreads.size > 0) return NOT_MEASURED
    const cpuMs = this.#app.cpuMs() - this.#appBaseMs - this.#threadsCpuMs
    // Threads are read a moment before the process is; the difference must not make time run backwards.
    this.#appTrack.cpuMs = Math.max(this.#appTrack.cpuMs, cpuMs)
    return this.#appTrack.cpuMs
  }

  #sampleAll(): void {
    const targets = this.#options.targets()
    this.#source.refresh?.(targets)
    for (const target of targets) this.readNow(target)
    const atMs = this.#clock.nowMs()
    const cpuMs = this.appCpuMs
    const cores = cpuMs === NOT_MEASURED ? NOT_MEASURED : coresSince(this.#appTrack, atMs)
    this.#options.onSample({ worker: NO_WORKER, atMs, cpuMs, cores, memoryBytes: this.#app.memoryBytes() })
  }

  #take(target: SampleTarget, { atMs, cpuMs, memoryBytes }: Usage): Sample | null {
    const { worker } = target
    const inThisProcess = target.kind !== 'process' && target.pid === process.pid
    let cores = NOT_MEASURED
    if (cpuMs === NOT_MEASURED) {
      if (inThisProcess) this.#unmeasuredThreads.add(worker)
    } else {
      this.#unmeasuredThreads.delete(worker)
      const track = this.#tracks.get(worker) ?? this.#newTrack(target, atMs, cpuMs)
      // Nothing new; or less than before: the system gave the pid to another process, ours is gone.
      if (atMs === track.atMs || cpuMs < track.cpuMs) return null
      if (inThisProcess) this.#threadsCpuMs += cpuMs - track.cpuMs
      track.atMs = atMs
      track.cpuMs = cpuMs
      cores = coresSince(track, atMs)
    }
    const sample = { worker, atMs, cpuMs: this.#tracks.get(worker)?.cpuMs ?? NOT_MEASURED, cores, memoryBytes }
    this.#options.onSample(sample)
    return sample
  }

  /** A worker whose start is known has used nothing then; else the first interval begins with the first sample. */
  #newTrack({ worker, startedAtMs }: SampleTarget, atMs: number, cpuMs: number): Track {
    const begin = startedAtMs === undefined ? { fromMs: atMs, fromCpuMs: cpuMs } : { fromMs: startedAtMs, fromCpuMs: 0 }
    const track = { ...begin, atMs: -Infinity, cpuMs: 0 }
    this.#tracks.set(worker, track)
    return track
  }
}

/** Share of a core since the interval began, and begins a new one; `NOT_MEASURED` while it is too short. */
function coresSince(track: Track, atMs: number): number {
  const wallMs = atMs - track.fromMs
  if (wallMs < MIN_INTERVAL_MS) return NOT_MEASURED
  const cores = (track.cpuMs - track.fromCpuMs) / wallMs
  track.fromMs = atMs
  track.fromCpuMs = track.cpuMs
  return cores
}
