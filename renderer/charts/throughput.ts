import { OUTCOMES, type Outcome } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { lowerBound, SeenRows } from './rows.ts'
import { niceStep } from './scale.ts'

const FIRST_TIMES = 256

/** Times that only grow, in a piece. */
class Times {
  #ms = new Float64Array(FIRST_TIMES)
  #length = 0

  add(ms: number): void {
    if (this.#length === this.#ms.length) {
      const larger = new Float64Array(2 * this.#length)
      larger.set(this.#ms)
      this.#ms = larger
    }
    this.#ms[this.#length++] = ms
  }

  countIn(fromMs: number, toMs: number): number {
    return lowerBound(this.#ms, this.#length, toMs) - lowerBound(this.#ms, this.#length, fromMs)
  }

  clear(): void {
    this.#length = 0
  }
}

/**
 * Counts the tasks that ended in any part of the time, by outcome, without looking at rows: ends are in order, so that
 * two searches give all of them; those that did not end well have a list of their own each. A million tasks that all
 * fail make a list of 8 MB.
 */
export class EndedCounts {
  #seen = new SeenRows((run) => run.tables.tasks)
  #others: Readonly<Record<Exclude<Outcome, 'ok'>, Times>> = {
    error: new Times(),
    cancelled: new Times(),
    timedOut: new Times(),
    lost: new Times(),
  }

  /** Takes in new rows. */
  update(run: ChartRun): void {
    if (this.#seen.startsAnew(run)) for (const times of Object.values(this.#others)) times.clear()
    const { columns, length } = run.tables.tasks
    for (let row = this.#seen.take(run); row < length; row++) {
      const outcome = OUTCOMES[columns.outcome[row] ?? 0] ?? 'ok'
      if (outcome !== 'ok') this.#others[outcome].add(columns.receivedMs[row] ?? 0)
    }
  }

  /** Tasks that ended from `fromMs` on, and before `toMs`, by outcome. */
  countIn(run: ChartRun, fromMs: number, toMs: number): Readonly<Record<Outcome, number>> {
    const { columns, length, dropped } = run.tables.tasks
    // What the table gave up is not known, and in a replay nothing is that is still to come.
    const from = dropped > 0 ? Math.max(fromMs, columns.receivedMs[0] ?? 0) : fromMs
    const to = Math.max(from, Math.min(toMs, run.nowMs + Number.EPSILON * run.nowMs))
    const { error, cancelled, timedOut, lost } = this.#others
    const counts = {
      error: error.countIn(from, to),
      cancelled: cancelled.countIn(from, to),
      timedOut: timedOut.countIn(from, to),
      lost: lost.countIn(from, to),
    }
    const all = lowerBound(columns.receivedMs, length, to) - lowerBound(columns.receivedMs, length, from)
    const others = counts.error + counts.cancelled + counts.timedOut + counts.lost
    return { ok: Math.max(0, all - others), ...counts }
  }
}

export interface RateBins {
  /** Where the first bin begins. */
  readonly fromMs: number
  readonly binMs: number
  /** Tasks ended by outcome in each bin, as if the bin were a second long. */
  readonly perSecond: readonly Readonly<Record<Outcome, number>>[]
}

/** Rates over a part of the time, in at most about `count` bins of a round width that begin at its multiples. */
export function rateBins(run: ChartRun, ended: EndedCounts, fromMs: number, toMs: number, count: number): RateBins {
  const binMs = niceStep((toMs - fromMs) / Math.max(1, count))
  const first = Math.floor(Math.max(0, fromMs) / binMs)
  const end = Math.ceil(Math.min(toMs, run.nowMs) / binMs)
  const perSecond = Array.from({ length: Math.max(0, end - first) }, (_, index) => {
    const startMs = (first + index) * binMs
    const counts = ended.countIn(run, startMs, startMs + binMs)
    // The bin that time is in is shorter; of a moment nobody can tell a rate.
    const lengthMs = Math.max(binMs / 2, Math.min(binMs, run.nowMs - startMs))
    const rate = (outcome: Outcome): number => (counts[outcome] / lengthMs) * 1000
    return {
      ok: rate('ok'),
      error: rate('error'),
      cancelled: rate('cancelled'),
      timedOut: rate('timedOut'),
      lost: rate('lost'),
    }
  })
  return { fromMs: first * binMs, binMs, perSecond }
}

export const totalOf = (rates: Readonly<Record<Outcome, number>>): number =>
  OUTCOMES.reduce((sum, outcome) => sum + rates[outcome], 0)
