import {
  DEPTH_COLUMNS,
  NO_WORKER,
  OUTCOMES,
  SAMPLE_COLUMNS,
  SPAN_COLUMNS,
  TASK_COLUMNS,
  type Batch,
  type KnobTurn,
  type LogEntry,
  type RunInfo,
  type RunState,
  type RunSummary,
  type TableSpec,
  type TaskCounts,
  type WorkerActivity,
  type WorkerInfo,
} from '../../workloads/contract/index.ts'
import { Checkpoints } from '../charts/checkpoints.ts'
import type { ChartRun, GrowingTable, RankedTaskColumns, SearchableSpanColumns } from '../charts/data.ts'
import { measured } from '../charts/samples.ts'
import { activityBetween } from './activity-between.ts'
import { GrowableTable } from './growable-table.ts'
import { PictureStore } from './picture-store.ts'
import { RunFigures } from './run-figures.ts'
import { BEFORE, endedOf, RunJournal, type Moment, type RowEnds } from './run-journal.ts'
import { TurnedKnobs } from './turned-knobs.ts'
import { addUsage, usageAt, type WorkerUsage } from './worker-usage.ts'

const MAX_TASKS = 1_048_576
const MAX_ROWS = 524_288
const MAX_LOG = 2000

const RANKED_TASK_COLUMNS: RankedTaskColumns = { ...TASK_COLUMNS, rank: 'u32' }
const SEARCHABLE_SPAN_COLUMNS: SearchableSpanColumns = { ...SPAN_COLUMNS, latestMs: 'f64' }

/**
 * All that is known of one run: the one reducer for live and replayed runs. It changes in place, outside React;
 * `version` says that it did. A batch with `seq` 0 starts it anew. It shows the newest moment, or, after `seek`, any
 * moment before; batches that come meanwhile are taken in all the same.
 */
export class RunModel implements ChartRun {
  version = 0
  epoch = 0
  /** Changes when another run begins. */
  generation = 0
  runId: string | null = null
  info: RunInfo | null = null
  state: 'idle' | RunState = 'idle'
  summary: RunSummary | null = null
  nowMs = 0
  counts: TaskCounts = BEFORE.counts
  depth = 0
  maxDepth = 0
  maxLoopDelayMs: number | null = null
  /** Tasks and other rows that the host had to drop before this reader got them; 0 is normal. */
  droppedTasks = 0
  droppedRows = 0
  /** Tiles that did not fit the picture; 0 is normal. */
  refusedTiles = 0
  /** Batches that never came; above 0, everything but `counts` has holes. 0 is normal. */
  gaps = 0
  workers: (WorkerInfo | undefined)[] = []
  activity: readonly WorkerActivity[] = []
  picture: PictureStore | null = null
  readonly tables = {
    tasks: new GrowableTable<RankedTaskColumns>(RANKED_TASK_COLUMNS, MAX_TASKS),
    depth: new GrowableTable(DEPTH_COLUMNS, MAX_ROWS),
    samples: new GrowableTable(SAMPLE_COLUMNS, MAX_ROWS),
    spans: new GrowableTable<SearchableSpanColumns>(SEARCHABLE_SPAN_COLUMNS, MAX_ROWS),
  }
  /** The newest entries, oldest first. */
  log: readonly LogEntry[] = []
  logDropped = 0
  readonly #journal = new RunJournal()
  readonly figures = new RunFigures((windowMs) => this.#journal.perSecond(windowMs, this.nowMs, this.ended))
  readonly #counted = new Checkpoints(this.figures)
  readonly #knobs = new TurnedKnobs()
  #usage = new Map<number, WorkerUsage>()
  #allLog: LogEntry[] = []
  #lastWaitEndMs = 0
  #seq = -1
  #follows = true
  #closed = false

  /** Tasks that ended, however they did. */
  get ended(): number {
    return endedOf(this.counts)
  }

  /** How far the run has been taken in, whatever is shown of it. */
  get endMs(): number {
    return this.#journal.endMs
  }

  /** How the run stands at `endMs`; one whose file was cut off does not go on. */
  get endState(): 'idle' | RunState {
    if (this.runId === null) return 'idle'
    return this.#closed && this.#journal.last.summary === null ? 'finished' : this.#journal.last.state
  }

  /** The summary of a run that has ended, whatever is shown of it. */
  get endSummary(): RunSummary | null {
    return this.#journal.last.summary
  }

  /** The run as it stands at `endMs`, whatever is shown of it. */
  get whole(): Pick<ChartRun, 'info' | 'state' | 'nowMs' | 'workers' | 'tables'> & { readonly counts: TaskCounts } {
    const { tasks, depth, samples, spans } = this.tables
    return {
      info: this.info,
      state: this.endState,
      nowMs: this.endMs,
      counts: this.#journal.last.counts,
      workers: this.#journal.workersAt(Infinity),
      tables: { tasks: wholeOf(tasks), depth: wholeOf(depth), samples: wholeOf(samples), spans: wholeOf(spans) },
    }
  }

  /** True while it shows the newest moment and goes on with it. */
  get follows(): boolean {
    return this.#follows
  }

  /** All log entries, also of later than `nowMs`: marks for a replay. */
  get wholeLog(): readonly LogEntry[] {
    return this.#allLog
  }

  get turns(): readonly KnobTurn[] {
    return this.#knobs.shown
  }

  /** All uses of knobs, also later than `nowMs`. */
  get wholeTurns(): readonly KnobTurn[] {
    return this.#knobs.all
  }

  get capacity(): number | null {
    return this.#knobs.capacity(this.info)
  }

  /** What a worker uses, or the app itself for `NO_WORKER`; null before its first sample. */
  usage(worker: number = NO_WORKER): WorkerUsage | null {
    return this.#usage.get(worker) ?? null
  }

  /** No more batches will come. */
  close(): void {
    this.#closed = true
  }

  /** Takes in what changed. Batches of a run come in order; one that came already is ignored. */
  apply(batch: Batch): void {
    if (batch.seq === 0 || batch.runId !== this.runId) this.#begin(batch.runId)
    else if (batch.seq <= this.#seq) return
    const gaps = this.#journal.last.gaps + Math.max(0, batch.seq - this.#seq - 1)
    this.#seq = batch.seq
    this.version++
    if (batch.info !== undefined) this.#introduce(batch.info)
    const { last } = this.#journal
    const firstSample = this.tables.samples.end
    const moment = this.#take(batch, last, gaps)
    this.#journal.add(moment, batch.workers)
    if (!this.#follows) return
    for (const worker of batch.workers) this.workers[worker.index] = worker
    this.#show(moment, moment.ends, moment.counts, moment.atMs)
    addUsage(this.#usage, this.tables.samples, firstSample)
    if (batch.log.length > 0) this.#showLog(moment.log)
  }

  /**
   * Shows the run as it was at `atMs`. Between two batches the rows are those until then, and counts are told from them.
   * @param follows whether to go on with batches that come; default: at `endMs` and later
   */
  seek(atMs: number, follows = atMs >= this.endMs): void {
    if (this.runId === null) return
    this.#follows = follows
    const { before, after } = this.#journal.around(this.#follows ? Infinity : Math.max(0, atMs))
    if (atMs < this.nowMs) this.epoch++
    this.version++
    this.workers = this.#journal.workersAt(before.atMs)
    if (after === null || atMs === before.atMs) this.#show(before, before.ends, before.counts, before.atMs)
    else this.#showBetween(before, after, Math.max(0, atMs))
    this.#usage = usageAt(this.tables.samples)
    this.#showLog(after === null ? before.log : this.#logUntil(before.log, after.log, atMs))
  }

  /** Between two batches. */
  #showBetween(before: Moment, after: Moment, atMs: number): void {
    const { tasks, depth, samples, spans } = this.tables
    const ends: RowEnds = {
      tasks: endUntil(tasks, tasks.columns.receivedMs, before.ends.tasks, after.ends.tasks, atMs),
      depth: endUntil(depth, depth.columns.atMs, before.ends.depth, after.ends.depth, atMs),
      samples: endUntil(samples, samples.columns.atMs, before.ends.samples, after.ends.samples, atMs),
      spans: endUntil(spans, spans.columns.latestMs, before.ends.spans, after.ends.spans, atMs),
    }
    const counts = { ...before.counts }
    for (let row = before.ends.tasks - tasks.dropped; row < ends.tasks - tasks.dropped; row++) {
      const outcome = OUTCOMES[tasks.columns.outcome[row] ?? 0]
      if (outcome !== undefined) counts[outcome]++
    }
    const depthRow = ends.depth - depth.dropped - 1
    const depthNow = ends.depth > before.ends.depth ? (depth.columns.depth[depthRow] ?? 0) : before.depth
    const activity = activityBetween(before, after, tasks, ends.tasks, atMs)
    counts.submitted = clamp(endedOf(counts) + depthNow + activity.length, before.counts.submitted, after.counts.submitted)
    let { maxDepth } = before
    for (let row = before.ends.depth - depth.dropped; row <= depthRow; row++) {
      maxDepth = Math.max(maxDepth, depth.columns.depth[row] ?? 0)
    }
    this.#show({ ...before, depth: depthNow, maxDepth, activity }, ends, counts, atMs)
  }

  #show(moment: Moment, ends: RowEnds, counts: TaskCounts, atMs: number): void {
    this.state = moment.state
    this.nowMs = Math.max(0, atMs)
    this.counts = counts
    this.droppedTasks = moment.droppedTasks
    this.droppedRows = moment.droppedRows
    this.refusedTiles = moment.refusedTiles
    this.gaps = moment.gaps
    this.depth = moment.depth
    this.maxDepth = moment.maxDepth
    this.maxLoopDelayMs = moment.maxLoopDelayMs
    this.activity = moment.activity
    this.summary = moment.summary
    this.tables.tasks.show(ends.tasks)
    this.tables.depth.show(ends.depth)
    this.tables.samples.show(ends.samples)
    this.tables.spans.show(ends.spans)
    this.#counted.show(this.tables.tasks)
    this.figures.finish(moment.summary)
    this.picture?.show(moment.tiles)
    this.#knobs.show(this.nowMs)
  }

  /** Stores what came and tells how the run stands then. */
  #take(batch: Batch, last: Moment, gaps: number): Moment {
    const { depth, samples } = batch.tables
    this.#addTasks(batch)
    this.tables.depth.append(depth)
    this.tables.samples.append(samples)
    this.#addSpans(batch)
    this.#allLog.push(...batch.log)
    this.#knobs.add(batch.turns ?? [])
    const refused = this.picture?.add(batch.tiles, batch.tables.pixels.columns.value) ?? 0
    if (this.#allLog.length > 2 * MAX_LOG) this.#allLog = this.#allLog.slice(-MAX_LOG)
    let maxDepth = Math.max(last.maxDepth, batch.depth, batch.summary?.maxQueueDepth ?? 0)
    for (let row = 0; row < depth.length; row++) maxDepth = Math.max(maxDepth, depth.columns.depth[row] ?? 0)
    let { maxLoopDelayMs } = last
    for (let row = 0; row < samples.length; row++) {
      const delayMs = measured(samples.columns.loopDelayMs[row])
      if (delayMs !== null) maxLoopDelayMs = Math.max(maxLoopDelayMs ?? 0, delayMs)
    }
    return {
      atMs: Math.max(batch.atMs, last.atMs),
      state: batch.state,
      counts: batch.counts,
      depth: batch.depth,
      maxDepth,
      maxLoopDelayMs,
      droppedTasks: batch.droppedTasks,
      droppedRows: batch.droppedRows,
      gaps,
      refusedTiles: last.refusedTiles + refused,
      activity: batch.activity,
      ends: {
        tasks: this.tables.tasks.end,
        depth: this.tables.depth.end,
        samples: this.tables.samples.end,
        spans: this.tables.spans.end,
      },
      log: last.log + batch.log.length,
      tiles: this.picture?.count ?? 0,
      summary: batch.summary ?? null,
    }
  }

  #begin(runId: string): void {
    this.epoch++
    this.generation++
    this.runId = runId
    this.info = null
    this.#lastWaitEndMs = 0
    this.#seq = -1
    this.#follows = true
    this.nowMs = 0
    this.workers = []
    this.picture = null
    this.log = []
    this.logDropped = 0
    this.#allLog = []
    this.#usage.clear()
    this.#knobs.clear()
    this.#journal.clear()
    for (const table of Object.values(this.tables)) table.clear()
    this.#counted.clear()
  }

  #introduce(info: RunInfo): void {
    this.info = info
    this.picture = info.picture === null ? null : PictureStore.create(info.picture)
  }

  /** The host's dropped tasks are the oldest it had, so they ended before those of the batch that tells of them. */
  #addTasks(batch: Batch): void {
    const added = batch.tables.tasks
    const known = batch.droppedTasks + this.tables.tasks.end
    const rank = new Uint32Array(added.length)
    for (let row = 0; row < added.length; row++) rank[row] = known + row
    this.tables.tasks.append({ length: added.length, columns: { ...added.columns, rank } })
  }

  #addSpans(batch: Batch): void {
    const { length, columns } = batch.tables.spans
    const latestMs = new Float64Array(length)
    for (let row = 0; row < length; row++) {
      this.#lastWaitEndMs = Math.max(this.#lastWaitEndMs, columns.toMs[row] ?? 0)
      latestMs[row] = this.#lastWaitEndMs
    }
    this.tables.spans.append({ length, columns: { ...columns, latestMs } })
  }

  /** Shows the first `entries` of the log, of those the newest; a new array, so that a view can compare it. */
  #showLog(entries: number): void {
    const lost = this.#journal.last.log - this.#allLog.length
    this.log = this.#allLog.slice(Math.max(0, entries - lost - MAX_LOG), Math.max(0, entries - lost))
    this.logDropped = entries - this.log.length
  }

  /** Entries of a batch come in the order of their times. */
  #logUntil(from: number, to: number, atMs: number): number {
    const lost = this.#journal.last.log - this.#allLog.length
    let entries = from
    while (entries < to && (this.#allLog[entries - lost]?.atMs ?? -Infinity) <= atMs) entries++
    return entries
  }
}

/** How many rows were ever added until `atMs`, between the `from`-th and the `to`-th. The column never falls. */
function endUntil(table: { dropped: number }, column: ArrayLike<number>, from: number, to: number, atMs: number): number {
  let [low, high] = [from - table.dropped, to - table.dropped]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((column[middle] ?? Infinity) <= atMs) low = middle + 1
    else high = middle
  }
  return Math.max(from, low + table.dropped)
}

const wholeOf = <S extends TableSpec>({ dropped, columns, end }: GrowableTable<S>): GrowingTable<S> => ({
  dropped,
  columns,
  length: end - dropped,
})

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), Math.max(least, most))
