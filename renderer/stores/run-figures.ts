import { NO_WORKER, type Percentiles, type RunSummary, type Table } from '../../workloads/contract/index.ts'
import { LogHistogram } from '../../workloads/analysis/index.ts'
import type { Tally } from '../charts/checkpoints.ts'
import type { RankedTaskColumns } from '../charts/data.ts'

const THROUGHPUT_WINDOW_MS = 1000
/** Time left is told from a longer stretch, so that it does not flicker. */
const PROGRESS_WINDOW_MS = 10_000

/** All that `RunFigures` has counted. */
export interface SavedFigures {
  readonly wait: LogHistogram
  readonly run: LogHistogram
  readonly overtaken: number
  readonly ran: number
  readonly lastId: number
}

/**
 * The numbers of the figure strip, kept up with the tasks at a cost that depends on the new ones alone. Once the run's
 * summary is there, its exact figures take the place of the estimates.
 */
export class RunFigures implements Tally<SavedFigures> {
  #wait = new LogHistogram()
  #run = new LogHistogram()
  #overtaken = 0
  #ran = 0
  #lastId = -1
  #summary: RunSummary | null = null
  readonly #rate: (windowMs: number) => number | null

  /** @param rate tasks ended a second in the last `windowMs` before the time that is shown */
  constructor(rate: (windowMs: number) => number | null) {
    this.#rate = rate
  }

  /** Counts rows `from` to `to` (exclusive). */
  add({ columns }: Table<RankedTaskColumns>, from: number, to: number): void {
    const { submittedMs, dispatchedMs, startedMs, finishedMs, worker, id } = columns
    for (let row = from; row < to; row++) {
      if (worker[row] === NO_WORKER) continue
      this.#wait.add((dispatchedMs[row] ?? 0) - (submittedMs[row] ?? 0))
      this.#run.add((finishedMs[row] ?? 0) - (startedMs[row] ?? 0))
      this.#ran++
      const rank = id[row] ?? 0
      if (rank < this.#lastId) this.#overtaken++
      else this.#lastId = rank
    }
  }

  /** The run has ended with these figures, or, when a replay goes back, has not. */
  finish(summary: RunSummary | null): void {
    this.#summary = summary
  }

  /** Tasks ended a second: over the last second while the run goes on, over its makespan afterwards. */
  get throughput(): number | null {
    return this.#summary === null ? this.#rate(THROUGHPUT_WINDOW_MS) : this.#summary.throughput
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
    const rate = this.#rate(PROGRESS_WINDOW_MS)
    return rate === null || rate === 0 ? null : (Math.max(0, expected - ended) / rate) * 1000
  }

  save(): SavedFigures {
    return {
      wait: this.#wait.copy(),
      run: this.#run.copy(),
      overtaken: this.#overtaken,
      ran: this.#ran,
      lastId: this.#lastId,
    }
  }

  /** Back to what was saved; null: nothing counted. */
  restore(saved: SavedFigures | null): void {
    this.#wait = saved?.wait.copy() ?? new LogHistogram()
    this.#run = saved?.run.copy() ?? new LogHistogram()
    this.#overtaken = saved?.overtaken ?? 0
    this.#ran = saved?.ran ?? 0
    this.#lastId = saved?.lastId ?? -1
  }
}
