import { NO_WORKER, type Percentiles, type RunSummary } from '../../workloads/contract/index.ts'
import type { GrowableTable } from './growable-table.ts'
import { LogHistogram } from '../../workloads/analysis/index.ts'
import { RateMeter } from './rate-meter.ts'
import type { RankedTaskColumns } from '../charts/data.ts'

const THROUGHPUT_WINDOW_MS = 1000
/** Time left is told from a longer stretch, so that it does not flicker. */
const PROGRESS_WINDOW_MS = 10_000

/**
 * The numbers of the figure strip, kept up with each batch at a cost that depends on the batch alone. Once the run's
 * summary is there, its exact figures take the place of the estimates.
 */
export class RunFigures {
  #wait = new LogHistogram()
  #run = new LogHistogram()
  #ended = new RateMeter()
  #overtaken = 0
  #ran = 0
  #lastId = -1
  #summary: RunSummary | null = null

  /** Counts the rows of `tasks` from `from` on; `ended` counts all ended tasks, also those never seen here. */
  add(tasks: GrowableTable<RankedTaskColumns>, from: number, ended: number, nowMs: number): void {
    const { submittedMs, dispatchedMs, startedMs, finishedMs, worker, id } = tasks.columns
    for (let row = from; row < tasks.length; row++) {
      if (worker[row] === NO_WORKER) continue
      this.#wait.add((dispatchedMs[row] ?? 0) - (submittedMs[row] ?? 0))
      this.#run.add((finishedMs[row] ?? 0) - (startedMs[row] ?? 0))
      this.#ran++
      const rank = id[row] ?? 0
      if (rank < this.#lastId) this.#overtaken++
      else this.#lastId = rank
    }
    this.#ended.add(nowMs, ended)
  }

  finish(summary: RunSummary): void {
    this.#summary = summary
  }

  /** Tasks ended a second: over the last second while the run goes on, over its makespan afterwards. */
  get throughput(): number | null {
    return this.#summary === null ? this.#ended.perSecond(THROUGHPUT_WINDOW_MS) : this.#summary.throughput
  }

  /** Time in the queue; within 1% (`RELATIVE_ERROR`) while the run goes on, exact afterwards. */
  get waitMs(): Percentiles {
    return this.#summary?.waitMs ?? this.#wait.percentiles()
  }

  /** Time in the task function, as exact as `waitMs`. */
  get runMs(): Percentiles {
    return this.#summary?.runMs ?? this.#run.percentiles()
  }

  /**
   * Share of the tasks that ran which ended after a task submitted later: the overtaken ones. (Pairs in the wrong
   * order, which the summary counts, are a share of n(n-1)/2 and all but vanish in a long first-in-first-out run.)
   */
  get outOfOrder(): number | null {
    return this.#ran === 0 ? null : this.#overtaken / this.#ran
  }

  /** Time until `expected` tasks have ended at the speed of the last ten seconds; null when nobody can tell. */
  timeLeftMs(ended: number, expected: number | null): number | null {
    if (expected === null || this.#summary !== null) return null
    const rate = this.#ended.perSecond(PROGRESS_WINDOW_MS)
    return rate === null || rate === 0 ? null : (Math.max(0, expected - ended) / rate) * 1000
  }

  clear(): void {
    this.#wait.clear()
    this.#run.clear()
    this.#ended.clear()
    this.#overtaken = 0
    this.#ran = 0
    this.#lastId = -1
    this.#summary = null
  }
}
