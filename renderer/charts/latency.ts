import { LogHistogram } from '../../workloads/analysis/index.ts'
import { NO_WORKER, OUTCOMES, type Percentiles } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { lowerBound, RowCursor } from './rows.ts'
import type { TimeWindow } from './shared-view.ts'

/** Buckets of a power of ten, and the powers between which they lie: 0.1 µs to 28 h. */
export const PER_DECADE = 8
export const LOWEST_POWER = -4
export const HIGHEST_POWER = 8
const BUCKETS = (HIGHEST_POWER - LOWEST_POWER) * PER_DECADE

const OK = OUTCOMES.indexOf('ok')
const ERROR = OUTCOMES.indexOf('error')

/** How many durations fall into each of equal steps of a logarithmic scale, and their percentiles. */
export class DurationCounts {
  /** The first and last bucket also hold what is shorter and longer. */
  readonly counts = new Uint32Array(BUCKETS)
  readonly #histogram = new LogHistogram()

  add(ms: number): void {
    const step = ms > 0 ? Math.floor((Math.log10(ms) - LOWEST_POWER) * PER_DECADE) : 0
    const bucket = Math.min(BUCKETS - 1, Math.max(0, step))
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1
    this.#histogram.add(ms)
  }

  get count(): number {
    return this.#histogram.count
  }

  /** Within 0.4% (`LogHistogram`). */
  get percentiles(): Percentiles {
    return this.#histogram.percentiles()
  }
}

/**
 * Wait and run times of tasks. As in the summary of a run: the wait of all tasks that reached a worker, the run of those
 * among them that ended by themselves.
 */
export class Latency {
  readonly wait = new DurationCounts()
  readonly run = new DurationCounts()

  add({ tables }: ChartRun, from: number, to: number): void {
    const { submittedMs, dispatchedMs, startedMs, finishedMs, worker, outcome } = tables.tasks.columns
    for (let row = from; row < to; row++) {
      if (worker[row] === NO_WORKER) continue
      this.wait.add((dispatchedMs[row] ?? 0) - (submittedMs[row] ?? 0))
      if (outcome[row] !== OK && outcome[row] !== ERROR) continue
      this.run.add((finishedMs[row] ?? 0) - (startedMs[row] ?? 0))
    }
  }
}

/** Tasks that ended in a part of the time: rows are in the order of their ends, so these are one piece. */
export function rowsEndedIn(run: ChartRun, { fromMs, toMs }: TimeWindow): readonly [from: number, to: number] {
  const { columns, length } = run.tables.tasks
  return [lowerBound(columns.receivedMs, length, fromMs), lowerBound(columns.receivedMs, length, toMs)]
}

/** Tells the latency of the whole run or of a part of it; looks at new rows only, or once at those of another part. */
export function latencyKeeper(run: ChartRun): (range: TimeWindow | null) => Latency {
  const cursor = new RowCursor((source) => source.tables.tasks)
  let whole = new Latency()
  let part: { readonly key: string; readonly latency: Latency } | null = null

  function ofRange(range: TimeWindow): Latency {
    const [from, to] = rowsEndedIn(run, range)
    const { dropped } = run.tables.tasks
    const key = `${run.epoch} ${dropped + from} ${dropped + to}`
    if (part?.key === key) return part.latency
    part = { key, latency: new Latency() }
    part.latency.add(run, from, to)
    return part.latency
  }

  return (range) => {
    if (range !== null) return ofRange(range)
    // A new run, or a replay went back.
    if (cursor.isStale(run)) {
      whole = new Latency()
      cursor.restart(run)
    }
    const from = cursor.take(run)
    whole.add(run, from, run.tables.tasks.length)
    return whole
  }
}
