import type { RunState, RunSummary, TaskCounts, WorkerActivity, WorkerInfo } from '../../workloads/contract/index.ts'

/** Moments kept: 20 minutes of batches. Beyond, every second of the older ones is given up: time there has larger steps. */
const MAX_MOMENTS = 36_000
/** What was told of workers, kept and given up in the same way. */
const MAX_VERSIONS = 65_536

/** Numbers of rows ever added to each table. */
export interface RowEnds {
  readonly tasks: number
  readonly depth: number
  readonly samples: number
  readonly spans: number
}

/** How a run stood after one batch. */
export interface Moment {
  readonly atMs: number
  readonly state: RunState
  readonly counts: TaskCounts
  readonly depth: number
  readonly maxDepth: number
  readonly maxLoopDelayMs: number | null
  readonly droppedTasks: number
  readonly droppedRows: number
  readonly gaps: number
  readonly refusedTiles: number
  readonly activity: readonly WorkerActivity[]
  readonly ends: RowEnds
  /** Log entries and tiles told of until then. */
  readonly log: number
  readonly tiles: number
  readonly summary: RunSummary | null
}

/** Before the first batch. */
export const BEFORE: Moment = {
  atMs: -Infinity,
  state: 'starting',
  counts: { submitted: 0, ok: 0, error: 0, cancelled: 0, timedOut: 0, lost: 0 },
  depth: 0,
  maxDepth: 0,
  maxLoopDelayMs: null,
  droppedTasks: 0,
  droppedRows: 0,
  gaps: 0,
  refusedTiles: 0,
  activity: [],
  ends: { tasks: 0, depth: 0, samples: 0, spans: 0 },
  log: 0,
  tiles: 0,
  summary: null,
}

interface WorkerVersion {
  readonly atMs: number
  readonly info: WorkerInfo
}

/** Tasks that have ended, however they did. */
export const endedOf = ({ ok, error, cancelled, timedOut, lost }: TaskCounts): number => ok + error + cancelled + timedOut + lost

/** What a run was like at any time since its start: what a replay needs beside the rows of the tables. */
export class RunJournal {
  #moments: Moment[] = []
  #workers: WorkerVersion[][] = []
  #versions = 0

  /** The newest one. */
  get last(): Moment {
    return this.#moments.at(-1) ?? BEFORE
  }

  /** Time of the newest moment. */
  get endMs(): number {
    return Math.max(0, this.last.atMs)
  }

  add(moment: Moment, workers: readonly WorkerInfo[]): void {
    this.#moments.push(moment)
    for (const info of workers) (this.#workers[info.index] ??= []).push({ atMs: moment.atMs, info })
    this.#versions += workers.length
    if (this.#moments.length > MAX_MOMENTS) this.#moments = thinned(this.#moments)
    if (this.#versions > MAX_VERSIONS) this.#thinVersions()
  }

  clear(): void {
    this.#moments = []
    this.#workers = []
    this.#versions = 0
  }

  /** The last moment that is not after `atMs`, and the one behind it; null when there is none. */
  around(atMs: number): { before: Moment; after: Moment | null } {
    const next = firstAfter(this.#moments, atMs)
    return { before: this.#moments[next - 1] ?? BEFORE, after: this.#moments[next] ?? null }
  }

  /** By index, as they were told last until then; a hole for one that was not told of yet. */
  workersAt(atMs: number): (WorkerInfo | undefined)[] {
    const workers: (WorkerInfo | undefined)[] = []
    this.#workers.forEach((versions, index) => {
      const info = versions[firstAfter(versions, atMs) - 1]?.info
      if (info !== undefined) workers[index] = info
    })
    return workers
  }

  /** Tasks ended a second in the `windowMs` before `atMs`, at which `ended` had; null when there was no time yet. */
  perSecond(windowMs: number, atMs: number, ended: number): number | null {
    const from = this.#moments[Math.max(0, firstAfter(this.#moments, atMs - windowMs) - 1)]
    if (from === undefined || from.atMs >= atMs) return null
    return ((ended - endedOf(from.counts)) / (atMs - from.atMs)) * 1000
  }

  #thinVersions(): void {
    this.#versions = 0
    this.#workers.forEach((versions, index) => {
      this.#versions += (this.#workers[index] = thinned(versions)).length
    })
  }
}

/** Index of the first that is after `atMs`; they are in order. */
function firstAfter(items: readonly { readonly atMs: number }[], atMs: number): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((items[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1
    else high = middle
  }
  return low
}

/** Every second of the older half; the newer half as it is. */
function thinned<T>(items: readonly T[]): T[] {
  const half = items.length >>> 1
  return items.filter((_, i) => i >= half || i % 2 === 0)
}
