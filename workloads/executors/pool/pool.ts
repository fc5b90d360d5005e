import {
  BrokenPoolError,
  CancelledError,
  deserializeError,
  InvalidStateError,
  NO_WORKER,
  QueueFullError,
  TaskTimeoutError,
  WorkerLostError,
  type Clock,
  type SerializedError,
  type TaskRef,
  type WorkerInfo,
} from '../../contract/index.ts'
import { FifoTaskQueue, PriorityTaskQueue, type TaskQueue } from '../../queues/index.ts'
import { systemClock } from '../../telemetry/clock.ts'
import { NO_OBSERVER, type Observer } from '../../telemetry/observer.ts'
import type { OpenChannel, WorkerExit } from '../channels/channel.ts'
import { Future } from '../future.ts'
import { RESULT_CANCELLED, RESULT_OK, RESULT_RECLAIMED, RESULT_STRIDE, type FromWorker, type WorkerSetup } from '../protocol.ts'
import { FunctionTable } from './functions.ts'
import type { PoolOptions, ShutdownOptions } from './options.ts'
import { settle, type Ending } from './settle.ts'
import { PoolTask, type SubmitOptions, type TaskOwner } from './task.ts'
import { PoolWorker } from './worker.ts'

/** Tasks handed over in one turn of the loop; then others get their turn (the window's thread must not stutter). */
const MAX_DISPATCH = 4096
/** How long a prefetched task may wait behind a slow one before it is given to an idle worker. */
const RESCUE_MS = 2
/** Workers that end before they are ready, one after the other, before the pool gives up. */
const MAX_FAILED_STARTS = 3

/** What differs between kinds of pools. */
export interface PoolKind {
  readonly open: OpenChannel
  readonly concurrency: WorkerSetup['concurrency']
  readonly maxWorkers: number
  /** For telemetry, and as a word in messages. */
  readonly workerKind: WorkerInfo['kind']
}

/** Queue, dispatch and the life of workers: the engine of all executors. */
export class Pool implements TaskOwner {
  readonly #kind: PoolKind
  readonly #options: PoolOptions
  readonly #observer: Observer
  readonly #clock: Clock
  readonly #queue: TaskQueue<PoolTask>
  readonly #functions = new FunctionTable()
  readonly #workers = new Set<PoolWorker>()
  readonly #whenEnded: (() => void)[] = []
  #flushing = false
  #failedStarts = 0
  #shutDown = false
  #broken: BrokenPoolError | null = null
  #stopRescue: (() => void) | null = null

  constructor(kind: PoolKind, options: PoolOptions) {
    this.#kind = kind
    this.#options = options
    this.#observer = options.observer ?? NO_OBSERVER
    this.#clock = options.clock ?? systemClock
    this.#queue =
      options.queue === 'priority' ? new PriorityTaskQueue((task) => task.options.priority ?? 0) : new FifoTaskQueue()
    const { signal } = options
    signal?.addEventListener('abort', () => void this.terminateWorkers(), { once: true }) // never rejects
  }

  /** Tasks that wait in the queue. */
  get pending(): number {
    return this.#queue.size
  }

  get #noun(): string {
    return this.#kind.workerKind.replace('-', ' ')
  }

  get workerCount(): number {
    return this.#workers.size
  }

  submit(ref: TaskRef<never>, input: unknown, options: SubmitOptions = {}): Future<unknown> {
    if (this.#broken !== null) throw new BrokenPoolError(this.#broken.message, { cause: this.#broken.cause })
    if (this.#shutDown) throw new InvalidStateError('the pool was shut down: it takes no more tasks')
    const { maxQueue } = this.#options
    if (maxQueue !== undefined && this.#queue.size >= maxQueue) {
      throw new QueueFullError(`the pool's queue is full (${maxQueue} tasks wait): wait for some to end, or raise maxQueue`)
    }
    const nowMs = this.#clock.nowMs()
    const rank = this.#observer.taskSubmitted(nowMs)
    const task = new PoolTask(this, this.#functions.get(ref), input, options, nowMs, rank)
    task.future = new Future<unknown>(task, this.#clock)
    this.#queue.push(task)
    if (options.signal !== undefined) this.#follow(task, options.signal)
    this.#flushSoon()
    return task.future
  }

  /** For `Future.cancel()`. The future settles itself; here the task leaves the queue or the worker's hands. */
  reclaim(task: PoolTask): boolean {
    const nowMs = this.#clock.nowMs()
    if (task.place === null) {
      if (!this.#queue.remove(task)) return false
      this.#observer.taskDispatched(task.rank, NO_WORKER, nowMs)
    } else if (task.place instanceof PoolWorker) {
      const { index } = task.place
      if (!task.place.reclaim(task)) return false
      this.#observer.taskReturned(task.rank, index, nowMs)
      this.#observer.taskDispatched(task.rank, NO_WORKER, nowMs)
    }
    const ending: Ending = { outcome: 'cancelled', error: new CancelledError() }
    task.future?.setCancelled(ending.error)
    settle(task, NO_WORKER, ending, null, nowMs, this.#observer)
    this.#endIfDone()
    return true
  }

  isPrefetched(task: PoolTask): boolean {
    return task.place instanceof PoolWorker && task.place.isPrefetched(task)
  }

  /** No more tasks; workers end when theirs are done. Resolves when all have ended. */
  async shutdown({ wait = true, cancelFutures = false }: ShutdownOptions = {}): Promise<void> {
    this.#shutDown = true
    if (cancelFutures) this.#cancelQueued()
    this.#flushSoon()
    this.#endIfDone()
    if (wait) await this.#allEnded()
  }

  /** Ends all workers now. Tasks that executed or waited are cancelled. CPython 3.14: `terminate_workers`. */
  async terminateWorkers(): Promise<void> {
    this.#shutDown = true
    this.#cancelQueued()
    for (const worker of [...this.#workers]) {
      for (const task of worker.tasks()) this.#settleAt(worker, task, cancelledByStop())
      worker.closing = true
      worker.channel.kill()
    }
    await this.#allEnded()
  }

  #follow(task: PoolTask, signal: NonNullable<SubmitOptions['signal']>): void {
    const onAbort = (): void => {
      if (task.future?.cancel() === true) return
      if (task.place instanceof PoolWorker) task.place.abort(task)
    }
    if (signal.aborted) {
      onAbort()
      return
    }
    signal.addEventListener('abort', onAbort, { once: true })
    task.release = () => signal.removeEventListener('abort', onAbort)
  }

  /** Submissions of one turn of the loop are dispatched together. */
  #flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    queueMicrotask(() => this.#flush())
  }

  #flush(): void {
    this.#flushing = false
    this.#startWorkers()
    let budget = MAX_DISPATCH
    for (const worker of this.#workers) {
      if (this.#queue.size === 0 || budget <= 0) break
      if (!worker.wantsMore) continue
      budget -= this.#dispatch(worker, Math.min(budget, Math.ceil(this.#queue.size / this.#readyWorkers())))
    }
    if (budget <= 0 && this.#queue.size > 0 && !this.#flushing) {
      this.#flushing = true
      setImmediate(() => this.#flush())
    }
    this.#watchPrefetched()
    this.#endIfDone()
  }

  #readyWorkers(): number {
    let ready = 0
    for (const worker of this.#workers) if (worker.ready && !worker.closing) ready++
    return Math.max(1, ready)
  }

  /** Workers start on demand; an idle or starting one is used before another is started. */
  #startWorkers(): void {
    let free = 0
    for (const worker of this.#workers) if (!worker.closing && worker.load === 0) free++
    while (free < this.#queue.size && this.#workers.size < this.#kind.maxWorkers && this.#broken === null) {
      this.#startWorker()
      free++
    }
  }

  #startWorker(): void {
    const index = this.#observer.workerAdded({
      kind: this.#kind.workerKind,
      role: 'worker',
      atMs: this.#clock.nowMs(),
    })
    const channel = this.#kind.open(
      {
        concurrency: this.#kind.concurrency,
        initializer: this.#options.initializer ?? null,
        name: `${this.#options.workerNamePrefix ?? 'poolscope'}-${index}`,
        ...(this.#options.resourceLimits === undefined ? {} : { resourceLimits: this.#options.resourceLimits }),
      },
      {
        onMessage: (message) => this.#receive(worker, message),
        onExit: (exit) => this.#exited(worker, exit),
      },
    )
    const worker = new PoolWorker(channel, index, this.#kind.concurrency)
    this.#workers.add(worker)
  }

  /** Hands up to `most` tasks to a worker, as many as its prefetch allows. */
  #dispatch(worker: PoolWorker, most: number): number {
    const batch: PoolTask[] = []
    let batchMs = 0
    while (batch.length < most) {
      const task = this.#queue.shift()
      if (task === undefined) break
      if (!worker.accepts(task, batch.length, batchMs)) {
        this.#queue.unshift(task)
        break
      }
      batch.push(task)
      batchMs += task.expectedMs
    }
    const nowMs = this.#clock.nowMs()
    for (const task of batch) {
      task.dispatchedMs = nowMs
      task.future?.setRunning()
      this.#observer.taskDispatched(task.rank, worker.index, nowMs)
      this.#startTimer(task)
    }
    for (const { task, error } of worker.send(batch)) this.#settleAt(worker, task, { outcome: 'error', error })
    return batch.length
  }

  #startTimer(task: PoolTask): void {
    const { timeoutMs } = task.options
    if (timeoutMs === undefined) return
    const stopTimer = this.#clock.setTimer(() => this.#timedOut(task, timeoutMs), timeoutMs)
    const releaseSignal = task.release
    task.release = () => {
      stopTimer()
      releaseSignal?.()
    }
  }

  #timedOut(task: PoolTask, timeoutMs: number): void {
    const worker = task.place
    if (!(worker instanceof PoolWorker)) return
    const error = new TaskTimeoutError(`the task ran longer than its limit of ${timeoutMs} ms; its ${this.#noun} was replaced`)
    this.#settleAt(worker, task, { outcome: 'timedOut', error })
    this.#observer.log('warning', `A task exceeded ${timeoutMs} ms; its ${this.#noun} is replaced.`, worker.index)
    worker.closing = true
    worker.channel.kill()
  }

  #receive(worker: PoolWorker, message: FromWorker): void {
    if (message.op === 'results') this.#results(worker, message.results)
    else if (message.op === 'ready') {
      worker.ready = true
      this.#failedStarts = 0
      this.#observer.workerReady(worker.index, worker.channel.probe(message.osThreadId), this.#clock.nowMs())
      this.#flush()
    } else if (message.op === 'init-failed') this.#break('the initializer of a worker failed', deserializeError(message.error))
  }

  #results(worker: PoolWorker, results: unknown[]): void {
    const nowMs = this.#clock.nowMs()
    for (let i = 0; i < results.length; i += RESULT_STRIDE) {
      const task = worker.settle(results[i] as number)
      const result = results[i + 1] as number
      if (task === null || result === RESULT_RECLAIMED) continue
      const span = { startedMs: results[i + 2] as number, finishedMs: results[i + 3] as number }
      task.fn.ran(span.finishedMs - span.startedMs)
      worker.ended++
      settle(task, worker.index, ending(result, results[i + 4]), span, nowMs, this.#observer)
    }
    this.#flush()
  }

  #settleAt(worker: PoolWorker, task: PoolTask, how: Ending): void {
    worker.drop(task)
    settle(task, worker.index, how, null, this.#clock.nowMs(), this.#observer)
  }

  #exited(worker: PoolWorker, { code, error }: WorkerExit): void {
    const nowMs = this.#clock.nowMs()
    this.#workers.delete(worker)
    this.#observer.workerEnded(worker.index, code, worker.closing, nowMs)
    if (!worker.closing) this.#lost(worker, code, error)
    this.#flushSoon()
    this.#endIfDone()
  }

  #lost(worker: PoolWorker, code: number | null, cause: Error | null): void {
    const noun = this.#noun
    const reason = `a ${noun} ended unexpectedly (${cause === null ? `exit code ${String(code)}` : cause.message})`
    this.#observer.log('error', `${reason[0]?.toUpperCase()}${reason.slice(1)}.`, worker.index)
    const options = cause === null ? undefined : { cause }
    for (const task of worker.tasks().reverse()) {
      if (worker.reclaim(task)) this.#requeue(task, worker)
      else this.#settleAt(worker, task, { outcome: 'lost', error: new WorkerLostError(`the task was lost: ${reason}`, options) })
    }
    if (!worker.ready && ++this.#failedStarts >= MAX_FAILED_STARTS) this.#break(`${noun}s do not start: ${reason}`, cause)
    else if (this.#options.onWorkerLost === 'break') this.#break(reason, cause)
  }

  #requeue(task: PoolTask, worker: PoolWorker): void {
    task.future?.setPending()
    this.#observer.taskReturned(task.rank, worker.index, this.#clock.nowMs())
    this.#queue.unshift(task)
  }

  /** The pool can run nothing any more: everything that waits or runs fails. */
  #break(reason: string, cause: Error | null): void {
    if (this.#broken !== null) return
    const error = new BrokenPoolError(`the pool is broken: ${reason}`, cause === null ? undefined : { cause })
    this.#broken = error
    const nowMs = this.#clock.nowMs()
    for (const task of this.#queue.clear()) {
      this.#observer.taskDispatched(task.rank, NO_WORKER, nowMs)
      settle(task, NO_WORKER, { outcome: 'error', error }, null, nowMs, this.#observer)
    }
    for (const worker of [...this.#workers]) {
      for (const task of worker.tasks()) this.#settleAt(worker, task, { outcome: 'lost', error })
      worker.closing = true
      worker.channel.kill()
    }
  }

  #cancelQueued(): void {
    const nowMs = this.#clock.nowMs()
    for (const task of this.#queue.clear()) {
      this.#observer.taskDispatched(task.rank, NO_WORKER, nowMs)
      settle(task, NO_WORKER, { outcome: 'cancelled', error: new CancelledError() }, null, nowMs, this.#observer)
    }
  }

  /**
   * While a worker idles and another holds prefetched tasks, looks again after a moment: what still has not started
   * then waits behind a slow task, and goes back to the queue.
   */
  #watchPrefetched(): void {
    const idle = [...this.#workers].some((worker) => worker.ready && worker.load === 0)
    if (this.#stopRescue !== null || !idle || this.#queue.size > 0) return
    if (![...this.#workers].some((worker) => worker.load > 1 && worker.channel.claims !== null)) return
    this.#stopRescue = this.#clock.setTimer(() => {
      this.#stopRescue = null
      for (const worker of this.#workers) {
        const [, ...behind] = worker.load > 1 ? worker.tasks() : []
        for (const task of behind.reverse()) if (worker.reclaim(task)) this.#requeue(task, worker)
      }
      this.#flushSoon()
    }, RESCUE_MS)
  }

  #endIfDone(): void {
    if (!this.#shutDown && this.#broken === null) return
    if (this.#queue.size === 0 && this.#broken === null) {
      for (const worker of this.#workers) this.#close(worker)
    }
    if (this.#workers.size > 0) return
    this.#stopRescue?.()
    this.#stopRescue = null
    for (const resolve of this.#whenEnded.splice(0)) resolve()
  }

  #close(worker: PoolWorker): void {
    if (worker.closing || worker.load > 0) return
    worker.closing = true
    if (worker.ready) worker.channel.send({ op: 'close' })
    else worker.channel.kill()
  }

  #allEnded(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenEnded.push(resolve)
      this.#endIfDone()
    })
  }
}

function ending(result: number, value: unknown): Ending {
  if (result === RESULT_OK) return { outcome: 'ok', value }
  const error = deserializeError(value as SerializedError)
  return { outcome: result === RESULT_CANCELLED ? 'cancelled' : 'error', error }
}

function cancelledByStop(): Ending {
  return { outcome: 'cancelled', error: new CancelledError('the pool was stopped while the task ran') }
}
