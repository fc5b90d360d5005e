import { isServer, type QueueSums } from '../../../workloads/analysis/index.ts'
import { NO_WORKER } from '../../../workloads/contract/index.ts'
import type { ChartRun } from '../data.ts'
import { identityOf, SeenRows } from '../rows.ts'

/** 96 kB; a run fills a tenth of them at least. */
const BINS = 4096
const FIRST_BIN_MS = 0.1
/** Widths are powers of ten: windows of round widths begin and end where bins do. */
const FACTOR = 10

type Sums = Pick<QueueSums, 'arrivals' | 'waitMs' | 'depthMs' | 'busyMs'>

/**
 * What queueing theory asks about, summed in bins of time: each row of a run is read once, and any part of the time costs
 * the bins in it. When the run outgrows them, each ten become one.
 */
export class QueueBins {
  binMs = FIRST_BIN_MS
  /** Of the tasks that came so far. */
  firstSubmittedMs = Infinity
  #arrivals = new Float64Array(BINS)
  #waitMs = new Float64Array(BINS)
  #depthMs = new Float64Array(BINS)
  #busyMs = new Float64Array(BINS)
  #of: unknown = null
  #last = { atMs: 0, depth: 0 }
  readonly #tasks = new SeenRows((run) => run.tables.tasks)
  readonly #depth = new SeenRows((run) => run.tables.depth)

  /** Takes in new rows. */
  update(run: ChartRun): void {
    if (this.#of !== identityOf(run)) this.#clear(identityOf(run))
    while (run.nowMs > BINS * this.binMs) this.#coarsen()
    this.#tasks.startsAnew(run)
    this.#depth.startsAnew(run)
    this.#addTasks(run)
    this.#addDepths(run)
  }

  /** Sums from one multiple of the bins' width to another. */
  sums(run: ChartRun, fromMs: number, toMs: number): Sums {
    const [first, end] = [Math.max(0, Math.round(fromMs / this.binMs)), Math.min(BINS, Math.round(toMs / this.binMs))]
    // The depth stays as it is after its last change.
    const sinceMs = Math.max(fromMs, this.#last.atMs)
    const restMs = this.#last.depth * Math.max(0, Math.min(toMs, run.nowMs) - sinceMs)
    const all = { arrivals: 0, waitMs: 0, depthMs: restMs, busyMs: 0 }
    for (let bin = first; bin < end; bin++) {
      all.arrivals += this.#arrivals[bin] ?? 0
      all.waitMs += this.#waitMs[bin] ?? 0
      all.depthMs += this.#depthMs[bin] ?? 0
      all.busyMs += this.#busyMs[bin] ?? 0
    }
    return all
  }

  #addTasks(run: ChartRun): void {
    const { columns, length } = run.tables.tasks
    const { submittedMs, dispatchedMs, startedMs, finishedMs, worker } = columns
    for (let row = this.#tasks.take(run); row < length; row++) {
      const atMs = submittedMs[row] ?? 0
      const bin = Math.min(BINS - 1, Math.max(0, Math.floor(atMs / this.binMs)))
      this.#arrivals[bin] = (this.#arrivals[bin] ?? 0) + 1
      this.#waitMs[bin] = (this.#waitMs[bin] ?? 0) + (dispatchedMs[row] ?? 0) - atMs
      this.firstSubmittedMs = Math.min(this.firstSubmittedMs, atMs)
      const info = run.workers[worker[row] ?? NO_WORKER]
      if (info !== undefined && isServer(info)) this.#spread(this.#busyMs, startedMs[row] ?? 0, finishedMs[row] ?? 0, 1)
    }
  }

  #addDepths(run: ChartRun): void {
    const { columns, length } = run.tables.depth
    for (let row = this.#depth.take(run); row < length; row++) {
      const atMs = columns.atMs[row] ?? 0
      this.#spread(this.#depthMs, this.#last.atMs, atMs, this.#last.depth)
      this.#last = { atMs, depth: columns.depth[row] ?? 0 }
    }
  }

  /** A height over a part of the time. */
  #spread(sums: Float64Array, fromMs: number, toMs: number, height: number): void {
    if (height === 0) return
    const [from, to] = [Math.max(0, fromMs / this.binMs), Math.min(BINS, toMs / this.binMs)]
    for (let bin = Math.floor(from); bin < to; bin++) {
      sums[bin] = (sums[bin] ?? 0) + (Math.min(to, bin + 1) - Math.max(from, bin)) * this.binMs * height
    }
  }

  #coarsen(): void {
    for (const sums of [this.#arrivals, this.#waitMs, this.#depthMs, this.#busyMs]) {
      const fine = sums.slice()
      sums.fill(0)
      fine.forEach((value, bin) => {
        const into = Math.floor(bin / FACTOR)
        sums[into] = (sums[into] ?? 0) + value
      })
    }
    this.binMs *= FACTOR
  }

  #clear(of: unknown): void {
    this.#of = of
    this.binMs = FIRST_BIN_MS
    this.firstSubmittedMs = Infinity
    this.#last = { atMs: 0, depth: 0 }
    for (const sums of [this.#arrivals, this.#waitMs, this.#depthMs, this.#busyMs]) sums.fill(0)
  }
}
