import type { Clock } from '../../contract/index.ts'
import { FifoTaskQueue, PriorityTaskQueue, type TaskQueue } from '../../queues/index.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { Fleet } from './fleet.ts'
import type { PoolTask } from './task.ts'
import type { PoolWorker } from './worker.ts'

/**
 * Tasks handed over before others get their turn of the loop (the window's thread must not stutter). Without it workers
 * that answer at once would hold the loop: Node reads up to 1000 messages of a port in one go, and each answer makes room
 * for the next tasks.
 */
const MAX_DISPATCH = 1024
/** Work that is not spread over several workers: to send and to receive a message takes some 20 µs of this thread. */
const MIN_BATCH_MS = 0.1
/** How long a worker may be silent before the tasks that wait in it are taken back: while another worker is idle, ... */
const RESCUE_MS = 2
/** ... and while none is. A thread that the system has put off for a time slice is no reason to send its tasks twice. */
const PATIENCE_MS = 10

export interface DispatcherEvents {
  /** The task left the queue for this worker. */
  onDispatched(task: PoolTask, worker: PoolWorker): void
  /** The task could not be sent; the worker does not have it. */
  onUnsendable(task: PoolTask, worker: PoolWorker, error: Error): void
  /** After each round, when the queue or the workers may have become empty. */
  onRound(): void
}

/** The queue of a pool, and the hand that deals its tasks out to workers. */
export class Dispatcher {
  readonly #fleet: Fleet
  readonly #observer: Observer
  readonly #clock: Clock
  readonly #events: DispatcherEvents
  readonly #queue: TaskQueue<PoolTask>
  #scheduled = false
  /** Tasks that may be handed over until others had their turn. */
  #budget = MAX_DISPATCH
  #yielding = false
  #stopWatch: (() => void) | null = null

  constructor(kind: 'fifo' | 'priority', fleet: Fleet, observer: Observer, clock: Clock, events: DispatcherEvents) {
    this.#fleet = fleet
    this.#observer = observer
    this.#clock = clock
    this.#events = events
    this.#queue = kind === 'fifo' ? new FifoTaskQueue() : new PriorityTaskQueue((task) => task.options.priority ?? 0)
  }

  get size(): number {
    return this.#queue.size
  }

  add(task: PoolTask): void {
    this.#queue.push(task)
    this.soon()
  }

  /** Takes a waiting task out of the queue; false when it is not there. */
  remove(task: PoolTask): boolean {
    if (!this.#queue.remove(task)) return false
    this.#observer.tasksDispatched(1, this.#clock.nowMs())
    return true
  }

  /** Takes all waiting tasks out of the queue. */
  clear(): PoolTask[] {
    const tasks = this.#queue.clear()
    if (tasks.length > 0) this.#observer.tasksDispatched(tasks.length, this.#clock.nowMs())
    return tasks
  }

  /** A task that a worker gave back unstarted goes to the front. */
  putBack(task: PoolTask): void {
    task.future?.setPending()
    this.#observer.taskReturned(this.#clock.nowMs())
    this.#queue.unshift(task)
  }

  /** A round at the end of this turn of the loop: submissions of one turn are dealt out together. */
  soon(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => this.round())
  }

  round(): void {
    this.#scheduled = false
    this.#fleet.startFor(this.#queue.size)
    // Idle workers first: a message to one that has work would only make the batches smaller.
    for (const idle of [true, false]) {
      for (const worker of this.#fleet) {
        if (this.#queue.size === 0 || this.#budget <= 0) break
        if (!worker.wantsMore || (worker.load === 0) !== idle) continue
        this.#budget -= this.#deal(worker, Math.ceil(this.#queue.size / Math.max(1, this.#fleet.ready)), this.#budget)
      }
    }
    if (this.#budget <= 0 && this.#queue.size > 0) this.#afterOthers()
    this.#watchPrefetched()
    this.#fleet.retire()
    this.#events.onRound()
  }

  /** A round with a new budget after a turn of the loop. Until then rounds hand nothing over. */
  #afterOthers(): void {
    if (this.#yielding) return
    this.#yielding = true
    setImmediate(() => {
      this.#yielding = false
      this.#budget = MAX_DISPATCH
      this.round()
    })
  }

  stop(): void {
    this.#stopWatch?.()
    this.#stopWatch = null
  }

  /**
   * Hands its share of the queue to a worker, as far as its prefetch allows: more than its share while that is too little
   * work to be worth a message.
   */
  #deal(worker: PoolWorker, share: number, most: number): number {
    const batch: PoolTask[] = []
    let batchMs = 0
    while (batch.length < most && (batch.length < share || batchMs < MIN_BATCH_MS)) {
      const task = this.#queue.shift()
      if (task === undefined) break
      if (!worker.accepts(task, batch.length, batchMs)) {
        this.#queue.unshift(task)
        break
      }
      batch.push(task)
      batchMs += task.expectedMs
    }
    if (batch.length === 0) return 0
    const nowMs = this.#clock.nowMs()
    if (worker.load === 0) worker.heardMs = nowMs
    for (const task of batch) {
      task.dispatchedMs = nowMs
      task.future?.setRunning()
    }
    this.#observer.tasksDispatched(batch.length, nowMs)
    const unsendable = worker.send(batch)
    for (const task of batch) if (task.place === worker) this.#events.onDispatched(task, worker)
    for (const { task, error } of unsendable) this.#events.onUnsendable(task, worker, error)
    if (unsendable.length > 0) this.soon() // no result will come and start the next round
    return batch.length
  }

  /** As long as tasks wait inside workers, looks now and then whether one of them waits behind a slow task. */
  #watchPrefetched(): void {
    if (this.#stopWatch !== null) return
    for (const worker of this.#fleet) {
      if (worker.load < 2 || worker.channel.claims === null) continue
      // After the timer a turn of the loop, in which results that have come are read.
      this.#stopWatch = this.#clock.setTimer(() => setImmediate(() => this.#rescue()), RESCUE_MS)
      return
    }
  }

  /** What has waited behind a task for too long goes back to the queue. */
  #rescue(): void {
    this.#stopWatch = null
    const nowMs = this.#clock.nowMs()
    const silentMs = [...this.#fleet].some((worker) => worker.wantsMore && worker.load === 0) ? RESCUE_MS : PATIENCE_MS
    for (const worker of this.#fleet) {
      if (worker.load < 2 || worker.channel.claims === null || nowMs - worker.heardMs < silentMs) continue
      const [, ...behind] = worker.tasks()
      for (const task of behind.reverse()) if (worker.reclaim(task)) this.putBack(task)
      worker.stuck = true
    }
    this.soon()
  }
}
