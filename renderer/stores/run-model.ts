import {
  DEPTH_COLUMNS,
  NO_WORKER,
  SAMPLE_COLUMNS,
  SPAN_COLUMNS,
  TASK_COLUMNS,
  type Batch,
  type LogEntry,
  type RunInfo,
  type RunState,
  type RunSummary,
  type TaskCounts,
  type WorkerActivity,
  type WorkerInfo,
} from '../../workloads/contract/index.ts'
import type { ChartRun, RankedTaskColumns, SearchableSpanColumns } from '../charts/data.ts'
import { measured } from '../charts/samples.ts'
import { GrowableTable } from './growable-table.ts'
import { PictureStore } from './picture-store.ts'
import { RunFigures } from './run-figures.ts'

const MAX_TASKS = 1_048_576
const MAX_ROWS = 524_288
const MAX_LOG = 2000

const RANKED_TASK_COLUMNS: RankedTaskColumns = { ...TASK_COLUMNS, rank: 'u32' }
const SEARCHABLE_SPAN_COLUMNS: SearchableSpanColumns = { ...SPAN_COLUMNS, latestMs: 'f64' }
const NO_TASKS: TaskCounts = { submitted: 0, ok: 0, error: 0, cancelled: 0, timedOut: 0, lost: 0 }

/** What a worker used when each of these was last measured; null: never. */
export interface WorkerUsage {
  readonly cores: number | null
  readonly memoryBytes: number | null
  readonly loopDelayMs: number | null
}

/**
 * All that is known of one run: the one reducer for live and replayed runs. It changes in place, outside React;
 * `version` says that it did. A batch with `seq` 0 starts it anew.
 */
export class RunModel implements ChartRun {
  version = 0
  epoch = 0
  runId: string | null = null
  info: RunInfo | null = null
  state: 'idle' | RunState = 'idle'
  summary: RunSummary | null = null
  nowMs = 0
  counts: TaskCounts = NO_TASKS
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
  readonly figures = new RunFigures()
  readonly tables = {
    tasks: new GrowableTable<RankedTaskColumns>(RANKED_TASK_COLUMNS, MAX_TASKS),
    depth: new GrowableTable(DEPTH_COLUMNS, MAX_ROWS),
    samples: new GrowableTable(SAMPLE_COLUMNS, MAX_ROWS),
    spans: new GrowableTable<SearchableSpanColumns>(SEARCHABLE_SPAN_COLUMNS, MAX_ROWS),
  }
  /** The newest entries, oldest first. */
  log: readonly LogEntry[] = []
  logDropped = 0
  #usage = new Map<number, WorkerUsage>()
  #lastWaitEndMs = 0
  #seq = -1

  /** Tasks that ended, however they did. */
  get ended(): number {
    const { ok, error, cancelled, timedOut, lost } = this.counts
    return ok + error + cancelled + timedOut + lost
  }

  /** What a worker uses, or the app itself for `NO_WORKER`; null before its first sample. */
  usage(worker: number = NO_WORKER): WorkerUsage | null {
    return this.#usage.get(worker) ?? null
  }

  /** Takes in what changed. Batches of a run come in order; one that came already is ignored. */
  apply(batch: Batch): void {
    if (batch.seq === 0) this.#begin(batch.runId)
    else if (batch.runId !== this.runId) this.#begin(batch.runId, batch.seq)
    else if (batch.seq <= this.#seq) return
    else this.gaps += batch.seq - this.#seq - 1
    this.#seq = batch.seq
    this.version++
    this.state = batch.state
    this.nowMs = batch.atMs
    this.counts = batch.counts
    this.droppedTasks = batch.droppedTasks
    this.droppedRows = batch.droppedRows
    this.depth = batch.depth
    this.activity = batch.activity
    if (batch.info !== undefined) this.#introduce(batch.info)
    for (const worker of batch.workers) this.workers[worker.index] = worker
    this.#addDepth(batch)
    this.#addSamples(batch)
    this.#addSpans(batch)
    this.#addTasks(batch)
    this.#addLog(batch.log)
    if (this.picture !== null) this.refusedTiles += this.picture.add(batch.tiles, batch.tables.pixels.columns.value)
    if (batch.summary !== undefined) this.#finish(batch.summary)
  }

  #begin(runId: string, gaps = 0): void {
    this.epoch++
    this.runId = runId
    this.info = null
    this.summary = null
    this.maxDepth = 0
    this.maxLoopDelayMs = null
    this.#lastWaitEndMs = 0
    this.refusedTiles = 0
    this.gaps = gaps
    this.workers = []
    this.picture = null
    this.log = []
    this.logDropped = 0
    this.#usage.clear()
    this.figures.clear()
    for (const table of Object.values(this.tables)) table.clear()
  }

  #introduce(info: RunInfo): void {
    this.info = info
    this.picture = info.picture === null ? null : PictureStore.create(info.picture)
  }

  #finish(summary: RunSummary): void {
    this.summary = summary
    this.maxDepth = Math.max(this.maxDepth, summary.maxQueueDepth)
    this.figures.finish(summary)
  }

  /** The host's dropped tasks are the oldest it had, so they ended before those of the batch that tells of them. */
  #addTasks(batch: Batch): void {
    const { tasks } = this.tables
    const added = batch.tables.tasks
    const known = Math.max(0, this.ended - added.length)
    const rank = new Uint32Array(added.length)
    for (let row = 0; row < added.length; row++) rank[row] = known + row
    tasks.append({ length: added.length, columns: { ...added.columns, rank } })
    this.figures.add(tasks, tasks.length - Math.min(tasks.length, added.length), this.ended, this.nowMs)
  }

  #addDepth(batch: Batch): void {
    const { length, columns } = batch.tables.depth
    for (let row = 0; row < length; row++) this.maxDepth = Math.max(this.maxDepth, columns.depth[row] ?? 0)
    this.maxDepth = Math.max(this.maxDepth, batch.depth)
    this.tables.depth.append(batch.tables.depth)
  }

  #addSamples(batch: Batch): void {
    const { length, columns } = batch.tables.samples
    for (let row = 0; row < length; row++) {
      const worker = columns.worker[row] ?? 0
      const old = this.usage(worker)
      const loopDelayMs = measured(columns.loopDelayMs[row])
      if (loopDelayMs !== null) this.maxLoopDelayMs = Math.max(this.maxLoopDelayMs ?? 0, loopDelayMs)
      this.#usage.set(worker, {
        cores: measured(columns.cores[row]) ?? old?.cores ?? null,
        memoryBytes: measured(columns.memoryBytes[row]) ?? old?.memoryBytes ?? null,
        loopDelayMs: loopDelayMs ?? old?.loopDelayMs ?? null,
      })
    }
    this.tables.samples.append(batch.tables.samples)
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

  /** A new array only when there is something new, so that a view can compare it. */
  #addLog(entries: readonly LogEntry[]): void {
    if (entries.length === 0) return
    const all = [...this.log, ...entries]
    this.logDropped += Math.max(0, all.length - MAX_LOG)
    this.log = all.slice(-MAX_LOG)
  }
}
