/** Stands in a sample for what this system does not tell. Negative, since no true value is. */
export const NOT_MEASURED = -1

/** A running worker, as the sampler sees it. */
export interface SampleTarget {
  readonly worker: number
  readonly kind: 'thread' | 'process' | 'event-loop'
  /** Of the process that the worker is, or that the thread belongs to. */
  readonly pid: number
  /** The operating system's id of the thread, which the thread itself reads from /proc/thread-self (Linux). */
  readonly tid: number | null
  /** Monotonic time at which it was started. With it the very first sample has a `cores` too. */
  readonly startedAtMs?: number
  /** Memory of a thread, as it last told. */
  readonly heapBytes?: () => number
  /** CPU time of a thread since its start in ms (`worker.cpuUsage()`, Node >= 24); may answer late or never. */
  readonly cpuUsage?: () => Promise<number | null>
}

/** What a worker has used until `atMs`, monotonic. */
export interface Usage {
  readonly atMs: number
  /** Since the worker's start; `NOT_MEASURED` where the system does not tell. */
  readonly cpuMs: number
  /** Resident set of a process, heap of a thread; `NOT_MEASURED` where it is not known. */
  readonly memoryBytes: number
}

/** Where the sampler learns what a worker uses. */
export interface UsageSource {
  /** The newest measurement; null when there is none, most often because the worker has ended. Never throws. */
  read(target: SampleTarget): Usage | null
  /** Starts new measurements, for a source that cannot measure at once. */
  refresh?(targets: readonly SampleTarget[]): void
  close(): void
}
