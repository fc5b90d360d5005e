import { NO_WORKER, type RunInfo, type TASK_COLUMNS, type Table } from '#engine/contract/index.js'
import { startRun, type Run } from '#engine/runs/index.js'
import type { ReadableRun } from '#engine/telemetry/batch-reader.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Recorder } from '#engine/telemetry/recorder.js'

const TASKS_PER_SECOND = 100_000
/** Tasks of the run that is repeated. */
const TASKS = 20_000
const BLOCK_MS = (TASKS / TASKS_PER_SECOND) * 1000
const FEED_MS = 4
const SAMPLE_MS = 100

const EVENTS = ['submitted', 'dispatched', 'ended'] as const

/**
 * A run that has no workers: the tasks of a real one, told to a recorder again and again at 100,000 a second. A real
 * run is stretched to that rate, and so are the times of its tasks.
 */
export class Replay implements ReadableRun {
  readonly info: RunInfo
  readonly state = 'running'
  readonly summary = null
  readonly recorder = new Recorder({ clock: systemClock })
  readonly #source: Run
  readonly #tasks: Table<typeof TASK_COLUMNS>
  /** All events of one repetition in their order: time, kind (as in `EVENTS`) and row of its task. */
  readonly #events: readonly { readonly atMs: number; readonly kind: number; readonly row: number }[]
  readonly #timers: NodeJS.Timeout[] = []
  readonly #samples: ReadonlyMap<number, readonly number[]>
  /** Per worker the tasks that it is said to run. */
  readonly #running = new Map<number, Map<number, number>>()
  #startMs = 0
  #block = 0
  #next = 0
  #sampled = 0

  private constructor(source: Run) {
    const { tasks } = source.recorder
    this.info = { ...source.info, expectedTasks: null }
    this.#source = source
    this.#tasks = stretched(tasks.copy(tasks.firstRow, tasks.rows))
    this.#events = eventsOf(this.#tasks)
    this.#samples = samplesOf(source)
  }

  /** Makes the real run. */
  static async record(): Promise<Replay> {
    const params = { workers: 4, tasks: TASKS, task: 'spin', durationMs: 0.02, distribution: 'log-normal' } as const
    const run = await startRun({ preset: 'thread-pool', params, seed: 7 })
    const { outcome, tasks } = await run.finished
    if (tasks.ok !== TASKS) throw new Error(`the run to be repeated ended ${outcome} with ${tasks.ok} of ${TASKS} tasks`)
    return new Replay(run)
  }

  /** Begins to feed; again and again has no effect. */
  start(): void {
    if (this.#timers.length > 0) return
    this.#startMs = systemClock.nowMs()
    for (const { kind, role, pid } of this.#source.recorder.workers.infos) {
      const index = this.recorder.workerAdded({ kind, role, atMs: this.#startMs })
      const tasks = new Map<number, number>()
      this.#running.set(index, tasks)
      const running = (most: number) => [...tasks].slice(0, most).map(([task, sinceMs]) => ({ task, sinceMs }))
      this.recorder.workerReady(index, { pid: pid ?? process.pid, osThreadId: null, running }, this.#startMs)
    }
    this.#timers.push(setInterval(() => this.#feed(), FEED_MS), setInterval(() => this.#sample(), SAMPLE_MS))
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer)
  }

  /** Tells all that is due by now; what was late by a busy machine is told too. */
  #feed(): void {
    const elapsedMs = systemClock.nowMs() - this.#startMs
    for (;;) {
      const event = this.#events[this.#next]
      if (event === undefined) {
        this.#block++
        this.#next = 0
      } else if (this.#block * BLOCK_MS + event.atMs > elapsedMs) return
      else {
        this.#tell(event.kind, event.row)
        this.#next++
      }
    }
  }

  #tell(kind: number, row: number): void {
    const { columns } = this.#tasks
    const beginMs = this.#startMs + this.#block * BLOCK_MS
    const at = (column: ArrayLike<number>): number => beginMs + (column[row] ?? 0)
    const task = this.#block * TASKS + (columns.id[row] ?? 0)
    const worker = columns.worker[row] ?? 0
    if (EVENTS[kind] === 'submitted') this.recorder.taskSubmitted(at(columns.submittedMs))
    else if (EVENTS[kind] === 'dispatched') {
      this.recorder.tasksDispatched(1, at(columns.dispatchedMs))
      this.#running.get(worker)?.set(task, at(columns.dispatchedMs))
    } else {
      this.#running.get(worker)?.delete(task)
      const times = {
        submittedMs: at(columns.submittedMs),
        dispatchedMs: at(columns.dispatchedMs),
        startedMs: at(columns.startedMs),
        finishedMs: at(columns.finishedMs),
        receivedMs: at(columns.receivedMs),
      }
      this.recorder.taskEnded(task, worker, columns.kind[row] ?? 0, 'ok', times, undefined)
    }
  }

  /** CPU and memory as they were measured, in turns. */
  #sample(): void {
    const { cores, memoryBytes, loopDelayMs } = this.#source.recorder.samples.columns
    for (const [worker, rows] of this.#samples) {
      const row = rows[this.#sampled % rows.length] ?? 0
      const [used = 0, bytes = 0] = [cores[row], memoryBytes[row]]
      if (worker !== NO_WORKER) {
        const soFarMs = Math.max(0, this.recorder.workers.infos[worker]?.cpuMs ?? 0)
        this.recorder.workers.used(worker, soFarMs + Math.max(0, used) * SAMPLE_MS, bytes)
      }
      this.recorder.sample(worker, used, bytes, loopDelayMs[row] ?? -1)
    }
    this.#sampled++
  }
}

const TIMES = ['submittedMs', 'dispatchedMs', 'startedMs', 'finishedMs', 'receivedMs'] as const

/** From the first submission on, and as long as a block is. */
function stretched(tasks: Table<typeof TASK_COLUMNS>): Table<typeof TASK_COLUMNS> {
  const { submittedMs, receivedMs } = tasks.columns
  const [firstMs, lastMs] = [minimum(submittedMs), -minimum(receivedMs.map((ms) => -ms))]
  const factor = BLOCK_MS / (lastMs - firstMs)
  for (const name of TIMES) {
    const column = tasks.columns[name]
    for (let row = 0; row < tasks.length; row++) column[row] = ((column[row] ?? 0) - firstMs) * factor
  }
  return tasks
}

const minimum = (values: Iterable<number>): number => {
  let least = Infinity
  for (const value of values) least = Math.min(least, value)
  return least
}

function eventsOf({ length, columns }: Table<typeof TASK_COLUMNS>) {
  const columnOf = [columns.submittedMs, columns.dispatchedMs, columns.receivedMs]
  return columnOf
    .flatMap((column, kind) => Array.from({ length }, (_, row) => ({ atMs: column[row] ?? 0, kind, row })))
    .sort((a, b) => a.atMs - b.atMs || a.kind - b.kind)
}

/** Rows of each worker's samples. */
function samplesOf({ recorder }: Run): Map<number, number[]> {
  const { samples } = recorder
  const rows = new Map<number, number[]>()
  for (let row = samples.firstRow; row < samples.rows; row++) {
    const worker = samples.columns.worker[samples.indexOf(row)] ?? 0
    rows.set(worker, [...(rows.get(worker) ?? []), samples.indexOf(row)])
  }
  return rows
}
