import { isServer, predictMmc, readyMsIn, windowOf, type MmcOffer, type QueueSums, type QueueWindow } from '../../../workloads/analysis/index.ts'
import type { Table } from '../../../workloads/contract/index.ts'
import { isLive, type ChartRun, type RankedTaskColumns } from '../data.ts'
import { lowerBound } from '../rows.ts'
import { niceStep } from '../scale.ts'
import type { TimeWindow } from '../shared-view.ts'
import { QueueBins } from './queue-bins.ts'

/** Tasks that the assumptions of M/M/c are checked on: the newest of a part of the time. Sorting them takes a few ms. */
const MAX_CHECKED = 8_192
/** Nor are they checked more often, while frames come and go. */
const CHECK_EVERY_MS = 250
/** Ended tasks that are looked at for the newest arrival. */
const LOOKED_AT = 256

/** The queue of a run in numbers. What it tells is counted in bins of time, however many tasks there are. */
export class Queueing {
  readonly #run: ChartRun
  readonly #bins = new QueueBins()
  #known: { readonly of: string; readonly rows: string; readonly atMs: number; readonly offer: MmcOffer } | null = null

  constructor(run: ChartRun) {
    this.#run = run
  }

  /**
   * At most about `most` windows of a round width in a part of the time. Those are left out in which tasks arrived that
   * may still wait: their wait is not known.
   */
  windows({ fromMs, toMs }: TimeWindow, most: number): QueueWindow[] {
    this.#bins.update(this.#run)
    const stepMs = Math.max(this.#bins.binMs, niceStep((toMs - fromMs) / Math.max(1, most)))
    const until = Math.min(toMs, this.settledMs)
    const windows: QueueWindow[] = []
    for (let at = Math.max(0, Math.floor(fromMs / stepMs)); at * stepMs < until; at++) {
      const end = (at + 1) * stepMs
      if (end > this.settledMs && isLive(this.#run)) break
      windows.push(this.#window(at * stepMs, Math.min(end, this.#run.nowMs)))
    }
    return windows
  }

  /** A part of the time as one window, to the width of the bins; null: all of the run. Null where nothing is known yet. */
  total(range: TimeWindow | null): QueueWindow | null {
    this.#bins.update(this.#run)
    const { binMs, firstSubmittedMs } = this.#bins
    const lastMs = this.#run.tables.tasks.columns.receivedMs[this.#run.tables.tasks.length - 1] ?? 0
    const whole = { fromMs: Math.max(0, firstSubmittedMs), toMs: isLive(this.#run) ? this.settledMs : lastMs }
    const { fromMs, toMs } = range ?? whole
    const [first, end] = [Math.floor(Math.max(fromMs, whole.fromMs) / binMs), Math.ceil(Math.min(toMs, whole.toMs) / binMs)]
    return end > first ? this.#window(first * binMs, end * binMs) : null
  }

  /** What M/M/c predicts for a part of the time, or why it does not; null: all of the run. */
  prediction(range: TimeWindow | null): MmcOffer {
    const { tasks } = this.#run.tables
    const { receivedMs } = tasks.columns
    const from = range === null ? 0 : lowerBound(receivedMs, tasks.length, range.fromMs)
    const to = range === null ? tasks.length : lowerBound(receivedMs, tasks.length, range.toMs)
    const [of, rows] = [`${this.#run.info?.runId} ${range?.fromMs} ${range?.toMs}`, `${tasks.dropped} ${from} ${to}`]
    const isNew = this.#known?.of !== of || (this.#known.rows !== rows && performance.now() - this.#known.atMs >= CHECK_EVERY_MS)
    if (this.#known !== null && !isNew) return this.#known.offer
    const checked = rowsOf(tasks, Math.max(from, to - MAX_CHECKED), to)
    const workers = this.#run.workers.filter((worker) => worker !== undefined)
    const offer = predictMmc({ tasks: checked, depth: this.#run.tables.depth, workers })
    this.#known = { of, rows, atMs: performance.now(), offer }
    return offer
  }

  /** Until when all that arrived has ended, as far as the order of ends tells; all of a run that is over. */
  get settledMs(): number {
    const { nowMs, depth, activity, tables } = this.#run
    if (!isLive(this.#run) || (depth === 0 && activity.length === 0)) return nowMs
    const { columns, length } = tables.tasks
    let newest = 0
    for (let row = Math.max(0, length - LOOKED_AT); row < length; row++) newest = Math.max(newest, columns.submittedMs[row] ?? 0)
    return Math.min(nowMs, newest)
  }

  #window(fromMs: number, toMs: number): QueueWindow {
    const availableMs = this.#run.workers.reduce((sum, one) => (one === undefined || !isServer(one) ? sum : sum + readyMsIn(one, fromMs, toMs)), 0)
    const sums: QueueSums = { fromMs, toMs, ...this.#bins.sums(this.#run, fromMs, toMs), availableMs }
    return windowOf(sums)
  }
}

function rowsOf(table: Table<RankedTaskColumns>, from: number, to: number): Table<RankedTaskColumns> {
  const columns = Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, column.subarray(from, to)]))
  return { length: Math.max(0, to - from), columns: columns as Table<RankedTaskColumns>['columns'] }
}

const known = new WeakMap<ChartRun, Queueing>()

/** That of a run: chart and panel share it. */
export function queueingOf(run: ChartRun): Queueing {
  const there = known.get(run) ?? new Queueing(run)
  known.set(run, there)
  return there
}

