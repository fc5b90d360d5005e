import {
  NO_WORKER,
  OUTCOMES,
  PIXEL_COLUMNS,
  SAMPLE_COLUMNS,
  SPAN_COLUMNS,
  TASK_COLUMNS,
  WAIT_STATES,
  type Clock,
  type KnobTurn,
  type LogEntry,
  type Outcome,
  type TaskCounts,
  type Tile,
  type WaitState,
  type WorkerActivity,
} from '../contract/index.ts'
import { DepthSeries } from './depth-series.ts'
import type { NewWorker, Observer, TaskTimes, WorkerProbe } from './observer.ts'
import { OpenItems } from './open-items.ts'
import { Ring } from './ring.ts'
import { WorkerTable } from './worker-table.ts'

/** Whole tasks kept: 48 bytes each. */
export const TASK_CAPACITY = 1 << 20
const SAMPLE_CAPACITY = 1 << 18
const SPAN_CAPACITY = 1 << 18
const PIXEL_CAPACITY = 1 << 24
const MAX_LOG = 10_000
/** Characters of a log entry: the message of a task's error may have any length. */
const MAX_TEXT = 2_000
/** The largest picture in the smallest tiles has as many. */
const MAX_TILES = 1 << 18

const OUTCOME_VALUE = Object.fromEntries(OUTCOMES.map((name, value) => [name, value])) as Record<Outcome, number>

/** A picture tile with its pixels, one byte each. */
export interface TileWithPixels extends Omit<Tile, 'worker' | 'task'> {
  readonly pixels: Uint8Array
}

/**
 * Keeps all that is told of one run, in bounded memory: the single source for batches, run files and the summary.
 * Times given are monotonic and kept relative to the start of the run.
 */
export class Recorder implements Observer {
  readonly startMs: number
  readonly counts: TaskCounts = { submitted: 0, ok: 0, error: 0, cancelled: 0, timedOut: 0, lost: 0 }
  readonly tasks: Ring<typeof TASK_COLUMNS>
  readonly samples = new Ring(SAMPLE_COLUMNS, SAMPLE_CAPACITY)
  readonly spans = new Ring(SPAN_COLUMNS, SPAN_CAPACITY)
  pixels = new Ring(PIXEL_COLUMNS, 1)
  readonly depthSeries = new DepthSeries()
  readonly workers = new WorkerTable()
  readonly #openItems = new OpenItems()
  readonly logEntries: LogEntry[] = []
  readonly tiles: Tile[] = []
  readonly turns: KnobTurn[] = []
  /** For whoever measures workers. */
  onWorkerEnding: ((worker: number) => void) | null = null
  firstSubmittedMs: number | null = null
  lastReceivedMs: number | null = null
  readonly #clock: Clock
  readonly #tileOf: (output: unknown) => TileWithPixels | null
  #droppedLog = 0

  /** @param tileOf recognises outputs that are tiles of a picture */
  constructor(options: {
    clock: Clock
    taskCapacity?: number
    tileOf?: (output: unknown) => TileWithPixels | null
  }) {
    this.#clock = options.clock
    this.startMs = options.clock.nowMs()
    this.tasks = new Ring(TASK_COLUMNS, options.taskCapacity ?? TASK_CAPACITY)
    this.#tileOf = options.tileOf ?? (() => null)
  }

  /** Makes room for the pixels of a picture; tiles come only after this. */
  expectPicture(pixels: number): void {
    this.pixels = new Ring(PIXEL_COLUMNS, powerOfTwo(Math.min(pixels, PIXEL_CAPACITY)))
  }

  /** Time in the run. */
  get nowMs(): number {
    return this.#clock.nowMs() - this.startMs
  }

  get depth(): number {
    return this.depthSeries.depth
  }

  get droppedLog(): number {
    return this.#droppedLog
  }

  get ended(): number {
    const { ok, error, cancelled, timedOut, lost } = this.counts
    return ok + error + cancelled + timedOut + lost
  }

  taskSubmitted(atMs: number): number {
    this.firstSubmittedMs ??= atMs - this.startMs
    this.depthSeries.set(this.depth + 1, atMs - this.startMs)
    return this.counts.submitted++
  }

  tasksDispatched(tasks: number, atMs: number): void {
    this.depthSeries.set(this.depth - tasks, atMs - this.startMs)
  }

  taskReturned(atMs: number): void {
    this.depthSeries.set(this.depth + 1, atMs - this.startMs)
  }

  /** What each worker does now. */
  activity(): WorkerActivity[] {
    return this.workers.activity(this.startMs)
  }

  taskEnded(task: number, worker: number, kind: number, outcome: Outcome, times: TaskTimes, output: unknown): void {
    const { startMs } = this
    const { columns } = this.tasks
    const i = this.tasks.claim()
    columns.submittedMs[i] = times.submittedMs - startMs
    columns.dispatchedMs[i] = times.dispatchedMs - startMs
    columns.startedMs[i] = times.startedMs - startMs
    columns.finishedMs[i] = times.finishedMs - startMs
    columns.receivedMs[i] = times.receivedMs - startMs
    columns.id[i] = task
    columns.worker[i] = worker
    columns.kind[i] = kind
    columns.outcome[i] = OUTCOME_VALUE[outcome]
    this.counts[outcome]++
    this.lastReceivedMs = times.receivedMs - startMs
    this.workers.taskDone(worker)
    const tile = this.#tileOf(output)
    if (tile !== null) this.#addTile(tile, worker, task)
  }

  itemPut(id: number, kind: number, putMs: number): void {
    this.firstSubmittedMs ??= putMs - this.startMs
    this.counts.submitted++
    this.#openItems.put({ id, kind, putMs })
  }

  itemEnded(id: number, worker: number, kind: number, outcome: Outcome, times: TaskTimes, output: unknown): void {
    this.#openItems.ended(id)
    this.taskEnded(id, worker, kind, outcome, times, output)
  }

  /** At the end of a run: gives items that were put and never dealt with their outcome. Returns how many. */
  settleOpenItems(outcome: Outcome): number {
    const nowMs = this.#clock.nowMs()
    const items = this.#openItems.takeAll()
    for (const { id, kind, putMs } of items) {
      const times = { submittedMs: putMs, dispatchedMs: nowMs, startedMs: nowMs, finishedMs: nowMs, receivedMs: nowMs }
      this.taskEnded(id, NO_WORKER, kind, outcome, times, undefined)
    }
    this.counts.submitted += this.#openItems.untold
    return items.length
  }

  queueDepth(depth: number, atMs: number): void {
    this.depthSeries.set(depth, atMs - this.startMs)
  }

  workerAdded(worker: NewWorker): number {
    const index = this.workers.add(worker, worker.atMs - this.startMs)
    const replaced = this.workers.info(worker.replaces ?? NO_WORKER)
    if (replaced !== undefined) this.log('info', `Takes the place of ${replaced.id}.`, index)
    return index
  }

  workerReady(worker: number, probe: WorkerProbe, atMs: number): void {
    this.workers.ready(worker, probe, atMs - this.startMs)
  }

  workerEnding(worker: number): void {
    this.onWorkerEnding?.(worker)
  }

  workerEnded(worker: number, exitCode: number | null, expected: boolean, atMs: number): void {
    const wait = this.workers.ended(worker, exitCode, expected, atMs - this.startMs)
    if (wait !== null) this.workerWaited(worker, wait.state, wait.sinceMs + this.startMs, atMs)
  }

  workerWaiting(worker: number, state: WaitState | null, sinceMs: number): void {
    this.workers.wait(worker, state, sinceMs - this.startMs)
  }

  workerWaited(worker: number, state: WaitState, fromMs: number, toMs: number): void {
    const { columns } = this.spans
    const i = this.spans.claim()
    columns.fromMs[i] = fromMs - this.startMs
    columns.toMs[i] = toMs - this.startMs
    columns.worker[i] = worker
    columns.state[i] = WAIT_STATES.indexOf(state)
  }

  log(level: LogEntry['level'], text: string, worker?: number): void {
    const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
    this.#addLog({ atMs: this.nowMs, level, text: short, worker: worker ?? null })
  }

  #addLog(entry: LogEntry): void {
    if (this.logEntries.length < MAX_LOG) this.logEntries.push(entry)
    else this.#droppedLog++
  }

  /** A knob of the run was turned: an event of its own, and a line of the log. */
  turned(turn: Omit<KnobTurn, 'atMs'>): void {
    const atMs = this.nowMs
    this.turns.push({ ...turn, atMs })
    // Of the same time, so that who jumps to the mark sees the line.
    this.#addLog({ atMs, level: 'info', text: `Knob turned: ${turn.label}.`, worker: turn.worker })
  }

  /** One measurement of a worker, or of the app itself (`NO_WORKER`). */
  sample(worker: number, cores: number, memoryBytes: number, loopDelayMs: number): void {
    const { columns } = this.samples
    const i = this.samples.claim()
    columns.atMs[i] = this.nowMs
    columns.worker[i] = worker
    columns.cores[i] = cores
    columns.memoryBytes[i] = memoryBytes
    columns.loopDelayMs[i] = loopDelayMs
  }

  #addTile(tile: TileWithPixels, worker: number, task: number): void {
    const { pixels, ...place } = tile
    // An endless run computes its picture again and again: the first one stays.
    if (this.tiles.length >= MAX_TILES || this.pixels.rows + pixels.length > this.pixels.capacity) return
    this.tiles.push({ ...place, worker, task })
    for (const value of pixels) this.pixels.columns.value[this.pixels.claim()] = value
  }
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)))
}
