import { InvalidStateError, type Clock, type WorkerInfo } from '../../contract/index.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { OpenChannel, WorkerExit } from '../channels/channel.ts'
import { openOrFail } from '../channels/failed-channel.ts'
import type { FromWorker, WorkerSetup } from '../protocol.ts'
import type { PoolOptions } from './options.ts'
import { PoolWorker } from './worker.ts'

/** What differs between kinds of pools. */
export interface PoolKind {
  readonly open: OpenChannel
  readonly concurrency: WorkerSetup['concurrency']
  /** To begin with; `resize` changes it. */
  readonly maxWorkers: number
  /** Tasks that one worker runs at a time, where it takes many. Default: all. */
  readonly maxConcurrency?: number
  /** For telemetry, and as a word in messages. */
  readonly workerKind: WorkerInfo['kind']
}

export interface FleetEvents {
  onMessage(worker: PoolWorker, message: FromWorker): void
  /** `expected`: it was asked to end. */
  onExit(worker: PoolWorker, exit: WorkerExit, expected: boolean): void
}

/** The workers of a pool: starts them on demand, closes and kills them. */
export class Fleet {
  readonly #kind: PoolKind
  readonly #options: PoolOptions
  readonly #observer: Observer
  readonly #clock: Clock
  readonly #events: FleetEvents
  readonly #workers = new Set<PoolWorker>()
  /** Workers that were lost or ended by force, oldest first, and whose place nobody has taken yet. */
  readonly #vacancies: number[] = []
  #maxWorkers: number
  #started = 0

  constructor(kind: PoolKind, options: PoolOptions, observer: Observer, clock: Clock, events: FleetEvents) {
    this.#kind = kind
    this.#maxWorkers = kind.maxWorkers
    this.#options = options
    this.#observer = observer
    this.#clock = clock
    this.#events = events
  }

  get size(): number {
    return this.#workers.size
  }

  /** `thread`, `process`, `event loop`. */
  get noun(): string {
    return this.#kind.workerKind.replace('-', ' ')
  }

  [Symbol.iterator](): IterableIterator<PoolWorker> {
    return this.#workers.values()
  }

  /** Workers that take tasks now. */
  get ready(): number {
    let ready = 0
    for (const worker of this.#workers) if (worker.ready && worker.takesTasks) ready++
    return ready
  }

  /** Starts workers for `tasks` waiting tasks; an idle or starting worker is used before another is started. */
  startFor(tasks: number): void {
    let free = 0
    let living = 0
    for (const worker of this.#workers) {
      // One that has got its last task counts while it runs it: never more than `maxWorkers` tasks run at once.
      if (worker.takesTasks || worker.load > 0) living++
      if (worker.takesTasks && worker.load === 0) free++
    }
    for (; free < tasks && living < this.#maxWorkers; free++, living++) this.#start()
  }

  /** From now on at most this many workers; those that are too many end when they are idle. */
  resize(maxWorkers: number): void {
    this.#maxWorkers = maxWorkers
    const living = [...this.#workers].filter((worker) => worker.takesTasks)
    const idleFirst = living.sort((a, b) => a.load - b.load)
    for (const worker of idleFirst.slice(0, Math.max(0, living.length - maxWorkers))) worker.retiring = true
    this.retire()
  }

  /**
   * Closes workers that are idle and are not to get another task; times those that may be idle for too long. As in
   * CPython, a program that has come to its end does not stay for a pool that nobody shut down.
   */
  retire(): void {
    const { idleTimeoutMs, minWorkers = 0 } = this.#options
    for (const worker of this.#workers) {
      if (worker.ready && !worker.closing && worker.load === 0) worker.keepAlive(false)
      if (worker.closing || worker.load > 0) this.#stopIdleTimer(worker)
      else if (!worker.takesTasks) this.#close(worker)
      else if (idleTimeoutMs !== undefined && worker.ready && this.#staying > minWorkers) {
        worker.stopIdleTimer ??= this.#clock.setTimer(() => {
          worker.stopIdleTimer = null
          if (worker.load === 0 && this.#staying > minWorkers) this.#close(worker)
        }, idleTimeoutMs)
      }
    }
  }

  /** Workers that are not on their way out. */
  get #staying(): number {
    let staying = 0
    for (const worker of this.#workers) if (worker.takesTasks) staying++
    return staying
  }

  /** Asks idle workers to end. */
  closeIdle(): void {
    for (const worker of this.#workers) if (worker.load === 0) this.#close(worker)
  }

  /** Ends a worker now. The caller settles its tasks. */
  kill(worker: PoolWorker, politely = false): void {
    this.#ending(worker)
    worker.channel.kill(politely)
  }

  /** The worker of that index in telemetry, which takes messages. @throws InvalidStateError when there is none */
  living(index: number): PoolWorker {
    for (const worker of this.#workers) if (worker.index === index && worker.ready && !worker.closing) return worker
    throw new InvalidStateError(`this pool has no ${this.noun} with the index ${index} that runs: it has ended, or is starting`)
  }

  /** Ends a worker as a fault would: nobody asked it to end. */
  crash(worker: PoolWorker): void {
    this.#observer.workerEnding(worker.index)
    worker.channel.kill()
  }

  /** Ends a worker now, for what it did; the next to start takes its place. */
  replace(worker: PoolWorker): void {
    this.#vacancies.push(worker.index)
    const { onTimeoutStack } = this.#options
    const stackOf = worker.channel.stack
    if (onTimeoutStack === undefined || stackOf === null) {
      this.kill(worker)
      return
    }
    this.#ending(worker) // others take its place meanwhile
    void stackOf().then((stack) => {
      if (stack !== null) onTimeoutStack(stack)
      this.kill(worker)
    })
  }

  #close(worker: PoolWorker): void {
    if (worker.closing) return
    this.#ending(worker)
    if (worker.ready && !worker.hasStrays) worker.channel.send({ op: 'close', exitCode: 0 })
    else worker.channel.kill()
  }

  #stopIdleTimer(worker: PoolWorker): void {
    worker.stopIdleTimer?.()
    worker.stopIdleTimer = null
  }

  #ending(worker: PoolWorker): void {
    this.#stopIdleTimer(worker)
    worker.keepAlive(true) // until it has ended: somebody may wait for that
    if (!worker.closing) this.#observer.workerEnding(worker.index)
    worker.closing = true
  }

  #start(): void {
    const { initializer = null, reportAtOnce = false, workerNamePrefix, resourceLimits, maxTasksPerWorker } = this.#options
    const { workerKind, concurrency, maxConcurrency, open } = this.#kind
    const name = `${workerNamePrefix ?? 'poolscope'}-${this.#started++}`
    const shown = workerNamePrefix === undefined ? {} : { name }
    const atMs = this.#clock.nowMs()
    const replaced = this.#vacancies.shift()
    const replaces = replaced === undefined ? {} : { replaces: replaced }
    const index = this.#observer.workerAdded({ kind: workerKind, role: 'worker', atMs, ...shown, ...replaces })
    const channel = openOrFail(
      open,
      {
        concurrency,
        initializer,
        reportAtOnce,
        name,
        tellsStack: this.#options.onTimeoutStack !== undefined,
        ...(resourceLimits === undefined ? {} : { resourceLimits }),
      },
      {
        onMessage: (message) => this.#receive(worker, message),
        onExit: (exit) => this.#exited(worker, exit),
      },
    )
    const worker = new PoolWorker(channel, index, concurrency, maxTasksPerWorker, maxConcurrency)
    this.#workers.add(worker)
  }

  #receive(worker: PoolWorker, message: FromWorker): void {
    if (message.op === 'ready') {
      worker.ready = true
      const probe = { ...worker.channel.probe(message.osThreadId), running: (most: number) => worker.running(most) }
      this.#observer.workerReady(worker.index, probe, this.#clock.nowMs())
    }
    this.#events.onMessage(worker, message)
  }

  #exited(worker: PoolWorker, exit: WorkerExit): void {
    this.#workers.delete(worker)
    this.#stopIdleTimer(worker)
    if (!worker.closing) this.#vacancies.push(worker.index)
    if (this.#vacancies.length > this.#maxWorkers) this.#vacancies.shift()
    this.#observer.workerEnded(worker.index, exit.code, worker.closing, this.#clock.nowMs())
    this.#events.onExit(worker, exit, worker.closing)
  }
}
