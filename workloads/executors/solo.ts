import {
  CancelledError,
  InvalidStateError,
  NO_WORKER,
  NotCloneableError,
  OUTCOMES,
  WAIT_STATES,
  WorkerLostError,
  type AbortSignalLike,
  type TaskRef,
  type WaitState,
  type WorkerInfo,
} from '../contract/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import { NO_OBSERVER, type Observer, type RunningTask } from '../telemetry/observer.ts'
import type { Channel, OpenChannel, WorkerExit } from './channels/channel.ts'
import { openOrFail } from './channels/failed-channel.ts'
import { FunctionTable } from './pool/functions.ts'
import { endingOf, settle, type Ending } from './pool/settle.ts'
import { PoolTask } from './pool/task.ts'
import { ITEM_STRIDE, PUT_STRIDE, WAIT_STRIDE, type FromWorker, type ItemsMessage, type ResultsMessage } from './protocol.ts'

/** Options of `Thread` and `Process`. */
export interface SoloOptions<I> {
  /** What it runs; it ends with this. CPython: `target`. */
  readonly target: TaskRef<I>
  /** What the target gets, copied. CPython: `args`. */
  readonly input?: I
  /** Shown in telemetry, and the name of a thread. Default: that of the target. CPython: `name`. */
  readonly name?: string
  /** Does not keep the program alive. Default false. CPython: `daemon`. */
  readonly daemon?: boolean
  /** Aborting ends it at once. */
  readonly signal?: AbortSignalLike
  /**
   * Gets the error: what the target throws, NotCloneableError for its input, WorkerLostError when the worker ended
   * first. Default: a process warning, unless there is an observer, whose log has it anyway.
   * CPython: `threading.excepthook`.
   */
  readonly onException?: (error: Error) => void
  /** Gets telemetry; none by default. */
  readonly observer?: Observer
  /** `worker` (default): the target counts as one task. Producers and consumers report the items they handle. */
  readonly role?: WorkerInfo['role']
  /** Index into the run's `kinds`, for telemetry. */
  readonly kind?: number
}

/** Not a task of a pool: nothing can take it back. */
const NOBODY = { reclaim: () => false, isPrefetched: () => false }

/** One worker that runs one function and ends: what `Thread` and `Process` have in common. */
export class Solo<I> {
  readonly #open: OpenChannel
  readonly #workerKind: WorkerInfo['kind']
  readonly #options: SoloOptions<I>
  readonly #observer: Observer
  readonly #ended: Promise<void>
  #resolveEnded: () => void = () => undefined
  #channel: Channel | null = null
  #task: PoolTask | null = null
  #index = NO_WORKER
  #pid: number | null = null
  #exit: WorkerExit | null = null
  #stopped = false
  #watch: NodeJS.Timeout | null = null
  readonly #onAbort = (): void => this.stop()

  constructor(open: OpenChannel, workerKind: WorkerInfo['kind'], options: SoloOptions<I>) {
    this.#open = open
    this.#workerKind = workerKind
    this.#options = options
    this.#observer = options.observer ?? NO_OBSERVER
    this.#ended = new Promise((resolve) => (this.#resolveEnded = resolve))
  }

  get started(): boolean {
    return this.#channel !== null
  }

  get exit(): WorkerExit | null {
    return this.#exit
  }

  /** Known once it runs. */
  get pid(): number | null {
    return this.#pid
  }

  /** Index in telemetry. */
  get index(): number {
    return this.#index
  }

  get threadId(): number | null {
    return this.#channel?.threadId ?? null
  }

  /** Resolves when it has ended. */
  get ended(): Promise<void> {
    return this.#ended
  }

  start(): void {
    if (this.#channel !== null) throw new InvalidStateError(`a ${this.#workerKind} can be started only once`)
    const { role = 'worker', kind = 0, input, target, name, daemon = false, signal } = this.#options
    const nowMs = systemClock.nowMs()
    this.#index = this.#observer.workerAdded({ kind: this.#workerKind, role, atMs: nowMs, ...(name ? { name } : {}) })
    if (role === 'worker') {
      const rank = this.#observer.taskSubmitted(nowMs)
      this.#task = new PoolTask(NOBODY, new FunctionTable().get(target), input, { kind }, nowMs, rank)
    }
    this.#channel = openOrFail(
      this.#open,
      { concurrency: 'one', initializer: null, reportAtOnce: false, name: name ?? `poolscope-${this.#index}` },
      { onMessage: (message) => this.#receive(message), onExit: (exit) => this.#exited(exit) },
    )
    if (daemon) this.#channel.setRef(false)
    signal?.addEventListener('abort', this.#onAbort, { once: true })
    if (signal?.aborted === true) this.stop()
  }

  /** Ends it now, whatever it does; what it ran counts as cancelled. */
  stop(): void {
    if (this.#channel === null) return
    this.#stopped = true
    if (this.#exit === null && this.#index !== NO_WORKER) this.#observer.workerEnding(this.#index)
    this.#channel.kill()
  }

  #receive(message: FromWorker): void {
    const nowMs = systemClock.nowMs()
    if (message.op === 'ready') this.#ready(message.osThreadId, nowMs)
    else if (message.op === 'results') this.#result(message, nowMs)
    else if (message.op === 'items') reportItems(this.#observer, this.#index, message, nowMs)
    else if (message.op === 'log') this.#observer.log(message.level, message.text, this.#index)
    else if (message.op === 'wait') this.#observer.workerWaiting(this.#index, message.state, message.sinceMs)
  }

  #ready(osThreadId: number | null, nowMs: number): void {
    const channel = this.#channel
    if (channel === null) return
    const probe = channel.probe(osThreadId)
    this.#pid = probe.pid
    if (this.#task !== null) {
      this.#task.dispatchedMs = nowMs
      this.#observer.tasksDispatched(1, nowMs)
    }
    this.#observer.workerReady(this.#index, { ...probe, running: () => this.#running() }, nowMs)
    this.#watchWaits(channel)
    const { target, input } = this.#options
    channel.send({ op: 'define', fn: 0, module: target.module, name: target.name })
    try {
      channel.send({ op: 'run', tasks: [0, 0, 0, input] })
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      const error = new NotCloneableError(`the input cannot be sent to another ${this.#workerKind}: ${reason}`)
      this.#settle({ outcome: 'error', error }, null, nowMs)
      this.#report(error)
      channel.send({ op: 'close', exitCode: 1 })
    }
  }

  /** A thread that blocks shows it in its vitals only: they are looked at now and then. */
  #watchWaits({ vitals }: Channel): void {
    if (vitals === null || this.#options.role === undefined || this.#options.role === 'worker') return
    let last: WaitState | null = null
    this.#watch = setInterval(() => {
      const wait = vitals.wait
      if (wait === null && last === null) return
      last = wait?.state ?? null
      this.#observer.workerWaiting(this.#index, last, wait?.sinceMs ?? systemClock.nowMs())
    }, 20)
    this.#watch.unref()
  }

  #result({ results }: ResultsMessage, nowMs: number): void {
    const [, result, startedMs, finishedMs, value] = results as [number, number, number, number, unknown]
    const ending = endingOf(result, value)
    this.#settle(ending, { startedMs, finishedMs }, nowMs)
    if (ending.outcome === 'error') this.#report(ending.error)
    this.#observer.workerEnding(this.#index)
    this.#channel?.send({ op: 'close', exitCode: ending.outcome === 'ok' ? 0 : 1 })
  }

  /** For whoever watches: see WorkerProbe. */
  #running(): RunningTask[] {
    return this.#task === null ? [] : [{ task: this.#task.rank, sinceMs: this.#task.dispatchedMs }]
  }

  #settle(ending: Ending, span: { startedMs: number; finishedMs: number } | null, nowMs: number): void {
    const task = this.#task
    if (task === null) return
    this.#task = null
    const dispatched = task.dispatchedMs > 0
    if (!dispatched) this.#observer.tasksDispatched(1, nowMs)
    settle(task, dispatched ? this.#index : NO_WORKER, ending, span, nowMs, this.#observer)
  }

  #report(error: Error): void {
    this.#observer.log('error', `${error.name}: ${error.message}`, this.#index)
    const { onException } = this.#options
    if (onException !== undefined) onException(error)
    else if (this.#observer === NO_OBSERVER) process.emitWarning(error)
  }

  #exited(exit: WorkerExit): void {
    const nowMs = systemClock.nowMs()
    if (this.#watch !== null) clearInterval(this.#watch)
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    this.#exit = exit
    const done = this.#task === null && exit.error === null
    this.#observer.workerEnded(this.#index, exit.code, this.#stopped || done, nowMs)
    if (this.#task !== null) this.#settle(this.#ending(exit), null, nowMs)
    this.#resolveEnded()
  }

  #ending({ code, error }: WorkerExit): Ending {
    if (this.#stopped) return { outcome: 'cancelled', error: new CancelledError(`the ${this.#workerKind} was stopped`) }
    const why = error === null ? `exit code ${String(code)}` : error.message
    const lost = new WorkerLostError(`the ${this.#workerKind} ended before its task did (${why})`)
    this.#report(lost)
    return { outcome: 'lost', error: lost }
  }
}

function reportItems(observer: Observer, worker: number, message: ItemsMessage, receivedMs: number): void {
  const { put, done, waits } = message
  for (let i = 0; i < put.length; i += PUT_STRIDE) observer.itemPut(put[i] ?? 0, put[i + 1] ?? 0, put[i + 2] ?? 0)
  for (let i = 0; i < done.length; i += ITEM_STRIDE) {
    const [id, kind, outcome, submittedMs, dispatchedMs, startedMs, finishedMs, output] = done.slice(
      i,
      i + ITEM_STRIDE,
    ) as [number, number, number, number, number, number, number, unknown]
    const times = { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs }
    observer.itemEnded(id, worker, kind, OUTCOMES[outcome] ?? 'error', times, output)
  }
  for (let i = 0; i < waits.length; i += WAIT_STRIDE) {
    const state = WAIT_STATES[waits[i] ?? -1]
    if (state !== undefined) observer.workerWaited(worker, state, waits[i + 1] ?? 0, waits[i + 2] ?? 0)
  }
}
