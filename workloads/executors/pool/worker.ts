import { NotCloneableError } from '../../contract/index.ts'
import type { RunningTask } from '../../telemetry/observer.ts'
import type { Channel } from '../channels/channel.ts'
import { CLAIM_SLOTS } from '../claims.ts'
import { plainText } from '../plain.ts'
import { TASK_CLAIM, TASK_TEXT, type WorkerSetup } from '../protocol.ts'
import type { PoolFunction } from './functions.ts'
import type { PoolTask, Sent, SubmitOptions } from './task.ts'

/** Work that may wait inside a worker. Longer, and a short task could wait there while another worker is idle. */
const PREFETCH_MS = 1
/** Tasks in a worker's hands at most: bounds what a dead worker can take with it. Half the claim slots. */
const MAX_PREFETCH = 512

interface Unsendable {
  readonly task: PoolTask
  readonly error: NotCloneableError
}

/** One worker of a pool: its channel, and the tasks in its hands. */
export class PoolWorker {
  readonly channel: Channel
  /** Index in telemetry. */
  readonly index: number
  ready = false
  /** Asked to end; gets no more tasks. */
  closing = false
  /** To be closed as soon as it is idle; gets no more tasks. */
  retiring = false
  /** When it last got its first task, or gave a result. */
  heardMs = 0
  /** What was behind its task was taken back: that takes longer than expected, and nothing is put behind it. */
  stuck = false
  /** Ends it when it has been idle for long. */
  stopIdleTimer: (() => void) | null = null
  /** Tasks that it may still get. */
  #allowance: number
  readonly #concurrency: WorkerSetup['concurrency']
  readonly #maxConcurrency: number
  readonly #sent = new Map<number, Sent>()
  #load = 0
  readonly #defined = new Set<PoolFunction>()
  #nextId = 0
  #knownMs = 0
  #unknown = 0
  #strays = 0
  #keepsAlive = true

  constructor(
    channel: Channel,
    index: number,
    concurrency: WorkerSetup['concurrency'],
    maxTasks = Infinity,
    maxConcurrency = Infinity,
  ) {
    this.channel = channel
    this.index = index
    this.#concurrency = concurrency
    this.#allowance = maxTasks
    this.#maxConcurrency = maxConcurrency
  }

  /** Tasks in its hands. */
  get load(): number {
    return this.#load
  }

  /** Neither on its way out, nor has it had all the tasks it may get. */
  get takesTasks(): boolean {
    return !this.closing && !this.retiring && this.#allowance > 0
  }

  /** Several tasks run in it at a time: to end it for one of them would end all. */
  get isShared(): boolean {
    return this.#concurrency === 'many'
  }

  /** Runs tasks that have their outcome and did not stop when they were told to: it may never be idle. */
  get hasStrays(): boolean {
    return this.#strays > 0
  }

  /** Work in its hands; Infinity when one of its tasks cannot be foretold. */
  get #expectedMs(): number {
    return this.#unknown > 0 ? Infinity : this.#knownMs
  }

  /** Whether the program goes on for its sake, as it does for a worker that starts, runs tasks or is about to end. */
  keepAlive(keep: boolean): void {
    if (keep === this.#keepsAlive) return
    this.#keepsAlive = keep
    this.channel.setRef(keep)
  }

  /** Whether one more task may be given to it now, behind those it has and those in `batch`. */
  accepts(task: PoolTask, batch: number, batchMs: number): boolean {
    if (batch >= this.#allowance) return false
    const load = this.#load + batch
    if (this.#concurrency === 'many') return load < this.#maxConcurrency
    if (this.#sent.size + batch >= CLAIM_SLOTS) return false // it has still to report what was taken back
    if (load === 0) return true
    if (load >= MAX_PREFETCH) return false
    return this.#expectedMs + batchMs + task.expectedMs <= PREFETCH_MS
  }

  /** True when it has little left to do: time for the next batch. Waiting for half makes batches larger. */
  get wantsMore(): boolean {
    if (!this.takesTasks || !this.ready || this.stuck) return false
    return this.#concurrency === 'many' ? this.#load < this.#maxConcurrency : this.#expectedMs < PREFETCH_MS / 2
  }

  /** @returns the tasks that cannot be cloned, which the worker does not have, each with the reason */
  send(tasks: readonly PoolTask[]): Unsendable[] {
    this.keepAlive(true)
    for (const { fn } of tasks) this.#define(fn)
    const claim = this.channel.claims !== null && this.#load + tasks.length > 1
    return this.#post(tasks.map((task) => this.#enter(task, claim)))
  }

  /** The task that a result belongs to; null when the pool took it back in the meantime. */
  settle(id: number): PoolTask | null {
    const entry = this.#sent.get(id)
    if (entry === undefined) return null
    this.#sent.delete(id)
    if (entry.stray) this.#strays--
    if (entry.task !== null) this.#leave(entry, entry.task)
    return entry.task
  }

  /** Takes a task back unless it has started. */
  reclaim(task: PoolTask): boolean {
    const entry = this.#entryOf(task)
    if (entry?.claim !== true || this.channel.claims?.takeBack(entry.id) !== true) return false
    entry.task = null // the worker will report it as taken back
    this.#allowance++
    this.#leave(entry, task)
    return true
  }

  /** The task has its outcome; whatever the worker still says of it is ignored. */
  drop(task: PoolTask): void {
    const entry = this.#entryOf(task)
    if (entry === null) return
    entry.task = null
    this.#leave(entry, task)
  }

  /** True when the task has not started. */
  isPrefetched(task: PoolTask): boolean {
    const entry = this.#entryOf(task)
    return entry?.claim === true && this.channel.claims?.hasStarted(entry.id) === false
  }

  /** For whoever watches: see WorkerProbe. */
  running(most: number): RunningTask[] {
    const running: RunningTask[] = []
    for (const { task } of this.#sent.values()) {
      if (running.length >= most) break
      if (task !== null) running.push({ task: task.rank, sinceMs: task.dispatchedMs })
    }
    return running
  }

  /** All tasks in its hands, oldest first. */
  tasks(): PoolTask[] {
    const tasks: PoolTask[] = []
    for (const { task } of this.#sent.values()) if (task !== null) tasks.push(task)
    return tasks
  }

  /** Aborts the signal of a task that executes. */
  abort(task: PoolTask): void {
    const entry = this.#entryOf(task)
    if (entry !== null) this.channel.send({ op: 'abort', id: entry.id })
  }

  /** Leaves a task to itself, to be told its outcome now: it should stop, and nobody waits for it. */
  abandon(task: PoolTask): void {
    this.abort(task)
    const entry = this.#entryOf(task)
    if (entry === null) return
    entry.stray = true
    this.#strays++
    this.drop(task)
  }

  #entryOf(task: PoolTask): Sent | null {
    return task.place === this ? task.sent : null
  }

  #define(fn: PoolFunction): void {
    if (this.#defined.has(fn)) return
    this.#defined.add(fn)
    this.channel.send({ op: 'define', fn: fn.index, module: fn.module, name: fn.name })
  }

  #enter(task: PoolTask, claim: boolean): Sent {
    const entry: Sent = { id: this.#nextId++, claim, task, expectedMs: task.expectedMs, stray: false }
    this.#sent.set(entry.id, entry)
    this.#load++
    task.place = this
    task.sent = entry
    this.#allowance--
    if (entry.expectedMs === Infinity) this.#unknown++
    else this.#knownMs += entry.expectedMs
    return entry
  }

  #leave(entry: Sent, task: PoolTask): void {
    this.#load--
    task.place = null
    task.sent = null
    if (entry.expectedMs === Infinity) this.#unknown--
    else this.#knownMs -= entry.expectedMs
    if (this.#load === 0) this.#knownMs = 0 // no rounding is left behind
  }

  /** As few messages as may be: see RunMessage. */
  #post(entries: readonly Sent[]): Unsendable[] {
    const unsendable: Unsendable[] = []
    let tasks: unknown[] = []
    for (const { id, claim, task } of entries) {
      if (task === null) continue
      const { fn, input, options } = task
      const flags = claim ? TASK_CLAIM : 0
      const text = typeof input === 'object' && input !== null && options.transfer === undefined ? plainText(input) : null
      if (text !== null) tasks.push(id, fn.index, flags + TASK_TEXT, text)
      else if (isCopyable(input)) tasks.push(id, fn.index, flags, input)
      else {
        this.#postRun(tasks)
        tasks = []
        const beforeMs = performance.now()
        const error = this.#postAlone([id, fn.index, flags, input], options.transfer)
        fn.sent(performance.now() - beforeMs)
        if (error !== null) unsendable.push({ task, error })
      }
    }
    this.#postRun(tasks)
    return unsendable
  }

  #postRun(tasks: unknown[]): void {
    if (tasks.length > 0) this.channel.send({ op: 'run', tasks })
  }

  #postAlone(tasks: [id: number, ...unknown[]], transfer: SubmitOptions['transfer']): NotCloneableError | null {
    try {
      this.channel.send({ op: 'run', tasks }, transfer)
      return null
    } catch (cause) {
      this.settle(tasks[0])
      const where = this.channel.kind === 'process' ? 'process' : 'thread'
      const reason = cause instanceof Error ? cause.message : String(cause)
      return new NotCloneableError(`the input cannot be sent to another ${where}: ${reason}`)
    }
  }
}

/** Shares nothing, and can be copied: neither a function nor a symbol can. */
function isCopyable(value: unknown): boolean {
  const type = typeof value
  return type === 'object' ? value === null : type !== 'function' && type !== 'symbol'
}
