import { LogHistogram } from '../../workloads/analysis/index.ts'
import { NO_WORKER, OUTCOMES, type Percentiles } from '../../workloads/contract/index.ts'
import { Checkpoints, keepTally, type Tally } from './checkpoints.ts'
import type { ChartRun } from './data.ts'
import { identityOf, lowerBound } from './rows.ts'
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
  #histogram = new LogHistogram()

  add(ms: number): void {
    const step = ms > 0 ? Math.floor((Math.log10(ms) - LOWEST_POWER) * PER_DECADE) : 0
    const bucket = Math.min(BUCKETS - 1, Math.max(0, step))
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1
    this.#histogram.add(ms)
  }

  copy(): DurationCounts {
    const copy = new DurationCounts()
    copy.counts.set(this.counts)
    copy.#histogram = this.#histogram.copy()
    return copy
  }

  get count(): number {
    return this.#histogram.count
  }

  /** Within 0.4% (`LogHistogram`). */
  get percentiles(): Percentiles {
    return this.#histogram.percentiles()
  }
}

export interface SavedLatency {
  readonly wait: DurationCounts
  readonly run: DurationCounts
}

/**
 * Wait and run times of tasks. As in the summary of a run: the wait of all tasks that reached a worker, the run of those
 * among them that ended by themselves.
 */
export class Latency implements Tally<SavedLatency> {
  wait = new DurationCounts()
  run = new DurationCounts()

  add({ columns }: ChartRun['tables']['tasks'], from: number, to: number): void {
    const { submittedMs, dispatchedMs, startedMs, finishedMs, worker, outcome } = columns
    for (let row = from; row < to; row++) {
      if (worker[row] === NO_WORKER) continue
      this.wait.add((dispatchedMs[row] ?? 0) - (submittedMs[row] ?? 0))
      if (outcome[row] !== OK && outcome[row] !== ERROR) continue
      this.run.add((finishedMs[row] ?? 0) - (startedMs[row] ?? 0))
    }
  }

  save(): SavedLatency {
    return { wait: this.wait.copy(), run: this.run.copy() }
  }

  restore(saved: SavedLatency | null): void {
    this.wait = saved?.wait.copy() ?? new DurationCounts()
    this.run = saved?.run.copy() ?? new DurationCounts()
  }
}

/** Tasks that ended in a part of the time: rows are in the order of their ends, so these are one piece. */
export function rowsEndedIn(run: ChartRun, { fromMs, toMs }: TimeWindow): readonly [from: number, to: number] {
  const { columns, length } = run.tables.tasks
  return [lowerBound(columns.receivedMs, length, fromMs), lowerBound(columns.receivedMs, length, toMs)]
}

/** The latency of tasks from the `first`-th ever added on. */
interface LatencyPart {
  readonly of: unknown
  readonly first: number
  readonly latency: Latency
  readonly kept: Checkpoints<SavedLatency>
}

/** Tells the latency of the tasks shown, or of those that ended in a part of the time; counts those that came or went. */
export function latencyKeeper(run: ChartRun): (range: TimeWindow | null) => Latency {
  const whole = new Latency()
  const keepWhole = keepTally(whole)
  let part: LatencyPart | null = null

  function ofRange(range: TimeWindow): Latency {
    const { tasks } = run.tables
    const [from, to] = rowsEndedIn(run, range)
    const first = tasks.dropped + from
    if (part?.first !== first || part.of !== identityOf(run)) {
      const latency = new Latency()
      part = { first, of: identityOf(run), latency, kept: new Checkpoints(latency, { first }) }
    }
    part.kept.show(tasks, tasks.dropped + to)
    return part.latency
  }

  return (range) => {
    if (range !== null) return ofRange(range)
    keepWhole(run)
    return whole
  }
}
