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
  type TaskRef,
} from '../../contract/index.ts'
import { systemClock } from '../../telemetry/clock.ts'
import { NO_OBSERVER, type Observer } from '../../telemetry/observer.ts'
import type { WorkerExit } from '../channels/channel.ts'
import { Future } from '../future.ts'
import { RESULT_RECLAIMED, RESULT_STRIDE, type FromWorker } from '../protocol.ts'
import { Aborts } from './aborts.ts'
import { Dispatcher } from './dispatcher.ts'
import { Fleet, type PoolKind } from './fleet.ts'
import { FunctionTable } from './functions.ts'
import { checkPoolOptions, checkTimeLimit, type PoolOptions, type ShutdownOptions } from './options.ts'
import { Room } from './room.ts'
import { endingOf, settle, type Ending, type RunSpan } from './settle.ts'
import { PoolTask, type SubmitOptions, type TaskOwner } from './task.ts'
import { TimeLimit } from './time-limit.ts'
import { PoolWorker } from './worker.ts'

/** Workers that end before they are ready, one after the other, before the pool gives up. */
const MAX_FAILED_STARTS = 3
/** A loop that stands still for less does nothing unusual. */
const MIN_BLOCKED_MS = 100
/** One object for all tasks without options: each keeps its own while it waits. */
const NO_OPTIONS: SubmitOptions = {}

/** The engine of all executors: takes tasks, and sees each to its one outcome. */
export class Pool implements TaskOwner {
  readonly #options: PoolOptions
  readonly #observer: Observer
  readonly clock: Clock
  readonly #fleet: Fleet
  readonly #dispatcher: Dispatcher
  readonly #functions = new FunctionTable()
  readonly #aborts = new Aborts<PoolTask>((task) => this.#aborted(task))
  readonly #whenEnded: (() => void)[] = []
  readonly #timeLimit: TimeLimit | null
  /** Of each task, on an event loop. */
  readonly #loopTimeoutMs: number | undefined
  readonly #room = new Room(() => this.free)
  readonly #onAbort = (): void => void this.terminateWorkers() // never rejects
  #maxQueue: number
  #failedStarts = 0
  #shutDown = false
  #broken: BrokenPoolError | null = null

  /** @throws RangeError when an option is out of its range */
  constructor(kind: PoolKind, options: PoolOptions) {
    checkPoolOptions(options, kind.maxWorkers)
    this.#options = options
    this.#maxQueue = options.maxQueue ?? Infinity
    this.#observer = options.observer ?? NO_OBSERVER
    this.clock = options.clock ?? systemClock
    this.#fleet = new Fleet(kind, options, this.#observer, this.clock, {
      onMessage: (worker, message) => this.#receive(worker, message),
      onExit: (worker, exit, expected) => this.#exited(worker, exit, expected),
    })
    this.#dispatcher = new Dispatcher(options.queue ?? 'fifo', this.#fleet, this.#observer, this.clock, {
      onDispatched: (task) => this.#startTimer(task),
      onUnsendable: (task, worker, error) => this.#settle(task, worker.index, { outcome: 'error', error }),
      onRound: () => this.#afterRound(),
    })
    const { taskTimeoutMs } = options
    this.#loopTimeoutMs = kind.concurrency === 'many' ? taskTimeoutMs : undefined
    this.#timeLimit =
      taskTimeoutMs === undefined || kind.concurrency === 'many'
        ? null
        : new TimeLimit(taskTimeoutMs, this.#fleet, this.clock, (worker) => this.#silent(worker, taskTimeoutMs))
    options.signal?.addEventListener('abort', this.#onAbort, { once: true })
    if (options.signal?.aborted === true) this.#shutDown = true
  }

  /** Tasks that wait in the queue. */
  get pending(): number {
    return this.#dispatcher.size
  }

  get workerCount(): number {
    return this.#fleet.size
  }

  /** How many more tasks the queue takes; below 0 when it was bounded while more waited. */
  get free(): number {
    return this.#maxQueue - this.#dispatcher.size
  }

  submit(ref: TaskRef, input: unknown, options: SubmitOptions = NO_OPTIONS): Future<unknown> {
    if (this.#broken !== null) throw new BrokenPoolError(this.#broken.message, { cause: this.#broken.cause })
    if (this.#shutDown) throw new InvalidStateError('the pool was shut down: it takes no more tasks')
    if (this.free <= 0) {
      const { size } = this.#dispatcher
      throw new QueueFullError(`the pool's queue is full (${size} tasks wait): use submitWhenRoom, or raise maxQueue`)
    }
    checkTimeLimit(options.timeoutMs)
    const nowMs = this.clock.nowMs()
    const rank = this.#observer.taskSubmitted(nowMs)
    const sinceMs = Math.min(options.dueMs ?? nowMs, nowMs)
    const task = new PoolTask(this, this.#functions.get(ref), input, options, sinceMs, rank)
    const future = new Future<unknown>(task, this.clock)
    task.future = future
    this.#dispatcher.add(task)
    this.#aborts.follow(task.options.signal, task)
    return future
  }

  /** For `Future.cancel()`. */
  reclaim(task: PoolTask): boolean {
    const { place } = task
    if (place instanceof PoolWorker) {
      if (!place.reclaim(task)) return false
    } else if (!this.#dispatcher.remove(task)) return false
    this.#settle(task, NO_WORKER, { outcome: 'cancelled', error: new CancelledError() })
    this.#afterRound()
    return true
  }

  isPrefetched(task: PoolTask): boolean {
    return task.place instanceof PoolWorker && task.place.isPrefetched(task)
  }

  resize(maxWorkers: number): void {
    checkPoolOptions(this.#options, maxWorkers)
    this.#fleet.resize(maxWorkers)
    this.#dispatcher.soon()
  }

  boundQueue(maxQueue: number): void {
    checkPoolOptions({ ...this.#options, maxQueue }, Infinity)
    this.#maxQueue = maxQueue
    this.#room.wake()
  }

  slowWorker(index: number, factor: number): void {
    if (!(factor >= 1)) throw new RangeError(`the factor by which a worker is slowed must be at least 1, not ${factor}`)
    this.#fleet.living(index).channel.send({ op: 'pace', factor })
  }

  crashWorker(index: number): void {
    this.#fleet.crash(this.#fleet.living(index))
  }

  /** All workers compute for so long. */
  block(ms: number): void {
    const living = [...this.#fleet].filter((worker) => !worker.closing)
    if (living.length === 0) throw new InvalidStateError(`no ${this.#fleet.noun} runs yet: it starts with the first task`)
    for (const { channel } of living) channel.send({ op: 'block', ms })
  }

  /** `submit` as soon as the queue has room; between the look and the submission nobody else gets a turn. */
  async submitWhenRoom(ref: TaskRef, input: unknown, options: SubmitOptions = NO_OPTIONS): Promise<Future<unknown>> {
    while (this.free <= 0 && !this.#shutDown && this.#broken === null) await this.#room.wait(options.signal)
    return this.submit(ref, input, options)
  }

  async shutdown({ wait = true, cancelFutures = false, deadlineMs }: ShutdownOptions = {}): Promise<void> {
    this.#shutDown = true
    if (cancelFutures) this.#cancelUnstarted()
    this.#dispatcher.soon()
    this.#endIfDone()
    const stopTimer =
      deadlineMs === undefined ? null : this.clock.setTimer(() => void this.terminateWorkers(), deadlineMs)
    const ended = this.#allEnded().then(() => stopTimer?.())
    if (wait) await ended
  }

  /** Never rejects. */
  async terminateWorkers(politely = true): Promise<void> {
    this.#shutDown = true
    this.#cancelUnstarted()
    const error = new CancelledError('the pool was stopped while the task ran')
    this.#killAll({ outcome: 'cancelled', error }, politely)
    await this.#allEnded()
  }

  #aborted(task: PoolTask): void {
    if (task.future?.cancel() === true) return
    if (task.place instanceof PoolWorker) task.place.abort(task)
  }

  #startTimer(task: PoolTask): void {
    const timeoutMs = task.options.timeoutMs ?? this.#loopTimeoutMs
    if (timeoutMs === undefined) {
      this.#timeLimit?.watch()
      return
    }
    task.stopTimer = this.clock.setTimer(() => this.#timedOut(task, timeoutMs), timeoutMs)
  }

  #timedOut(task: PoolTask, timeoutMs: number): void {
    const { place } = task
    if (!(place instanceof PoolWorker)) return
    if (place.isShared) {
      this.#timedOutInLoop(task, place, timeoutMs)
      return
    }
    const { noun } = this.#fleet
    this.#observer.log('warning', `A task ran longer than ${timeoutMs} ms; its ${noun} is replaced.`, place.index)
    this.#fleet.replace(place)
    const error = new TaskTimeoutError(`the task ran longer than its limit of ${timeoutMs} ms; its ${noun} was replaced`)
    this.#settle(task, place.index, { outcome: 'timedOut', error })
  }

  /** The worker has been silent for as long as a task may run: the last that it began is too long. */
  #silent(worker: PoolWorker, limitMs: number): void {
    const begun: PoolTask[] = []
    for (const task of worker.tasks().reverse()) {
      if (worker.reclaim(task)) this.#dispatcher.putBack(task)
      else begun.push(task)
    }
    const [late, ...unreported] = begun
    if (late !== undefined) this.#timedOut(late, limitMs)
    this.#lose(worker, unreported, `its ${this.#fleet.noun} was replaced before it reported a result`)
    this.#dispatcher.soon()
  }

  #lose(worker: PoolWorker, tasks: readonly PoolTask[], why: string): void {
    for (const task of tasks) {
      this.#settle(task, worker.index, { outcome: 'lost', error: new WorkerLostError(`the task was lost: ${why}`) })
    }
  }

  /** A loop that stands still hears nothing: it is replaced, and what else it had begun is lost. */
  #replaceBlockedLoop(task: PoolTask, place: PoolWorker, timeoutMs: number): boolean {
    const stillMs = place.channel.vitals?.stillMs(systemClock.nowMs()) ?? 0
    if (stillMs < Math.max(MIN_BLOCKED_MS, timeoutMs / 2)) return false
    const text = `The event loop stood still for ${Math.round(stillMs)} ms, longer than a task may run; it is replaced.`
    this.#observer.log('warning', text, place.index)
    this.#fleet.replace(place)
    const error = new TaskTimeoutError(`the task ran longer than its limit of ${timeoutMs} ms; its event loop was replaced`)
    this.#settle(task, place.index, { outcome: 'timedOut', error })
    this.#lose(place, place.tasks(), 'another task blocked its event loop, which was replaced')
    this.#dispatcher.soon()
    return true
  }

  /** Its neighbours on the event loop must not suffer: it is told to stop, and nobody waits until it does. */
  #timedOutInLoop(task: PoolTask, place: PoolWorker, timeoutMs: number): void {
    if (this.#replaceBlockedLoop(task, place, timeoutMs)) return
    this.#observer.log('warning', `A task ran longer than ${timeoutMs} ms; it was told to stop.`, place.index)
    place.abandon(task)
    const error = new TaskTimeoutError(`the task ran longer than its limit of ${timeoutMs} ms; it was told to stop`)
    this.#settle(task, place.index, { outcome: 'timedOut', error })
    this.#endIfDone()
  }

  #receive(worker: PoolWorker, message: FromWorker): void {
    if (message.op === 'results') this.#results(worker, message.results)
    else if (message.op === 'log') this.#observer.log(message.level, message.text, worker.index)
    else if (message.op === 'ready') {
      this.#failedStarts = 0
      this.#dispatcher.round()
    } else if (message.op === 'init-failed') {
      this.#break('the initializer of a worker failed', deserializeError(message.error))
    }
  }

  #results(worker: PoolWorker, results: unknown[]): void {
    worker.heardMs = this.clock.nowMs()
    worker.stuck = false
    for (let i = 0; i < results.length; i += RESULT_STRIDE) {
      const task = worker.settle(results[i] as number)
      const result = results[i + 1] as number
      if (task === null) continue
      if (result === RESULT_RECLAIMED) {
        this.#dispatcher.putBack(task) // it gave way to a claim that the pool withdrew
        continue
      }
      const span = { startedMs: results[i + 2] as number, finishedMs: results[i + 3] as number }
      task.fn.ran(span.finishedMs - span.startedMs)
      this.#settle(task, worker.index, endingOf(result, results[i + 4]), span)
    }
    this.#dispatcher.round()
  }

  #settle(task: PoolTask, worker: number, how: Ending, span: RunSpan | null = null): void {
    if (task.place instanceof PoolWorker) task.place.drop(task)
    this.#aborts.forget(task.options.signal, task)
    settle(task, worker, how, span, this.clock.nowMs(), this.#observer)
  }

  #exited(worker: PoolWorker, exit: WorkerExit, expected: boolean): void {
    if (!expected || worker.load > 0) this.#lost(worker, exit)
    this.#dispatcher.soon()
    this.#endIfDone()
  }

  #lost(worker: PoolWorker, { code, error: cause }: WorkerExit): void {
    const { noun } = this.#fleet
    const how = worker.ready ? 'ended unexpectedly' : 'ended before it could take a task'
    const reason = `${noun.startsWith('e') ? 'an' : 'a'} ${noun} ${how} (${cause === null ? `exit code ${String(code)}` : cause.message})`
    this.#observer.log('error', `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`, worker.index)
    if (!worker.ready && ++this.#failedStarts >= MAX_FAILED_STARTS) {
      this.#break(`no ${noun} starts: ${reason}`, cause)
      return
    }
    if (this.#options.onWorkerLost === 'break') {
      this.#break(reason, cause, worker)
      return
    }
    const options = cause === null ? undefined : { cause }
    for (const task of worker.tasks().reverse()) {
      if (worker.reclaim(task)) this.#dispatcher.putBack(task)
      else {
        const error = new WorkerLostError(`the task was lost: ${reason}`, options)
        this.#settle(task, worker.index, { outcome: 'lost', error })
      }
    }
  }

  /** The pool can run nothing any more: everything that waits or runs fails, at the `lost` worker too. */
  #break(reason: string, cause: Error | null, lost?: PoolWorker): void {
    const error = new BrokenPoolError(`the pool is broken: ${reason}`, cause === null ? undefined : { cause })
    this.#broken ??= error
    for (const task of lost?.tasks() ?? []) this.#settle(task, lost?.index ?? NO_WORKER, { outcome: 'lost', error })
    for (const task of this.#dispatcher.clear()) this.#settle(task, NO_WORKER, { outcome: 'error', error })
    this.#killAll({ outcome: 'lost', error })
  }

  /** Cancels what waits in the queue, and at workers where it can be taken back. */
  #cancelUnstarted(): void {
    for (const worker of this.#fleet) for (const task of worker.tasks()) task.future?.cancel()
    // One error for all: a stack for each of 100,000 tasks would hold up the loop for seconds.
    const how: Ending = { outcome: 'cancelled', error: new CancelledError() }
    for (const task of this.#dispatcher.clear()) this.#settle(task, NO_WORKER, how)
  }

  #killAll(how: Ending, politely = false): void {
    for (const worker of [...this.#fleet]) {
      this.#fleet.kill(worker, politely)
      for (const task of worker.tasks()) this.#settle(task, worker.index, how)
    }
  }

  #afterRound(): void {
    this.#room.wake()
    this.#endIfDone()
  }

  #endIfDone(): void {
    if (!this.#shutDown && this.#broken === null) return
    this.#room.wakeAll()
    if (this.#dispatcher.size === 0) this.#fleet.closeIdle()
    if (this.#fleet.size > 0 || this.#dispatcher.size > 0) return
    this.#dispatcher.stop()
    this.#timeLimit?.stop()
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    for (const resolve of this.#whenEnded.splice(0)) resolve()
  }

  #allEnded(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenEnded.push(resolve)
      this.#endIfDone()
    })
  }
}
