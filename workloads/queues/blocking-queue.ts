import { isMainThread, threadId } from 'node:worker_threads'
import {
  InvalidStateError,
  QueueEmptyError,
  QueueFullError,
  QueueShutDownError,
  TimeoutError,
} from '../contract/errors.ts'
import { AsyncWaits, type Attempt, type PendingWait } from './async-waits.ts'
import { createHandle, type BlockingQueueHandle } from './blocking-queue-handle.ts'
import {
  checkOptions,
  checkPriority,
  Deadline,
  type AsyncWaitOptions,
  type BlockingQueueOptions,
  type PutOptions,
  type QueueKind,
  type WaitOptions,
} from './blocking-queue-options.ts'
import type { Bell } from './shared/bell.ts'
import { QueueCore, type Parcel, type Waiting } from './shared/core.ts'
import { Memory } from './shared/memory.ts'
import { ThreadRow, type QueueWaiter, type WaitKind } from './shared/rows.ts'
import type { PutOutcome } from './shared/store.ts'

export type { BlockingQueueHandle } from './blocking-queue-handle.ts'

interface PendingPut {
  readonly parcel: Parcel
  readonly priority: number
}

/**
 * A queue between the threads of one process, in shared memory. CPython: `queue.Queue`, `LifoQueue`, `PriorityQueue`.
 *
 * Items are copied, as `postMessage` would copy them; numbers and small plain records are fastest. `put` and `get`
 * block their thread, and fail in the main thread, which must not block: there, and in any event loop, use the `Async`
 * forms. They reject as the others throw, and with the reason of their signal.
 * Unfair, as CPython's: a thread that comes at the right moment may overtake one that waits. Items never overtake.
 *
 * All that changes a queue throws InvalidStateError after `detach`; in the main thread also when the lock is held for
 * a second: when a thread is terminated or crashes, whoever looks after it calls `releaseOwner(threadId)`. Options that
 * do not fit are a UsageError.
 */
export class BlockingQueue<T> {
  /** To be posted to other threads; see `attach`. */
  readonly handle: BlockingQueueHandle<T>
  readonly #core: QueueCore
  readonly #gets: AsyncWaits<undefined>
  readonly #puts: AsyncWaits<PendingPut>
  readonly #joins: AsyncWaits<undefined>
  #attached = true

  /** A new queue; with a `handle` as `attach`. @throws UsageError when an option does not fit */
  constructor(options: BlockingQueueOptions = {}, handle?: BlockingQueueHandle<T>) {
    this.handle = handle ?? createHandle(options)
    const { kind, memoryLimitBytes } = this.handle.options
    const memory = new Memory(this.handle.buffers, memoryLimitBytes)
    const row = ThreadRow.claim(memory.words, threadId)
    this.#core = new QueueCore(memory, kind, memoryLimitBytes, row, !isMainThread)
    const counted = (kind: WaitKind) => (change: 1 | -1) => this.#core.addWait(kind, change)
    this.#gets = new AsyncWaits((_, wait) => this.#attemptGet(wait), counted('gets'))
    this.#puts = new AsyncWaits((put, wait) => this.#attemptPut(put, wait), counted('puts'))
    this.#joins = new AsyncWaits((_, wait) => this.#attemptJoin(wait), counted('joins'))
  }

  /**
   * The queue of a `handle`, in another thread. No counterpart in CPython, whose threads share all objects.
   * @throws UsageError when too many threads are attached
   */
  static attach<T>(handle: BlockingQueueHandle<T>): BlockingQueue<T> {
    return new BlockingQueue<T>({}, handle)
  }

  /** The order of its items. CPython: `Queue`, `LifoQueue`, `PriorityQueue`. */
  get kind(): QueueKind {
    return this.handle.options.kind
  }

  /** Most items in the queue; 0: unbounded. CPython: `Queue.maxsize`. */
  get maxSize(): number {
    return this.#core.maxSize
  }

  /** Items in the queue now. CPython: `Queue.qsize`. */
  get size(): number {
    return this.#core.size
  }

  /** The same as `size`. CPython: `Queue.qsize`. */
  qsize(): number {
    return this.#core.size
  }

  /** True when it has no items now: a moment later it may. CPython: `Queue.empty`. */
  empty(): boolean {
    return this.#core.size === 0
  }

  /** True when it holds `maxSize` items now; an unbounded one never is. CPython: `Queue.full`. */
  full(): boolean {
    return this.maxSize > 0 && this.#core.size >= this.maxSize
  }

  /** Items that were put and for which `taskDone` was not called yet. CPython: `Queue.unfinished_tasks`. */
  get unfinished(): number {
    return this.#core.unfinished
  }

  /** True after `shutdown`, though items may be left. CPython: `Queue.is_shutdown`. */
  get isShutDown(): boolean {
    return this.#core.isShutDown
  }

  /** Which threads wait, and for what; for monitors. No counterpart in CPython. */
  waiters(): QueueWaiter[] {
    return this.#core.waiters()
  }

  /**
   * For monitors: shared memory taken, puts that met its limit (normally 0), and how often the lock was taken over
   * from a dead thread (normally 0). No counterpart in CPython.
   */
  stats(): { memoryBytes: number; memoryFull: number; recovered: number } {
    return { memoryBytes: this.#core.memoryBytes, memoryFull: this.#core.memoryFullCount, recovered: this.#core.recoveredCount }
  }

  /**
   * Puts a copy of `item`, blocking the thread while the queue is full. CPython: `Queue.put`.
   * @throws QueueFullError after `timeoutMs`, at once when an unbounded queue has reached its memory limit, or the item
   *   needs more than half of it; QueueShutDownError; NotCloneableError; InvalidStateError in the main thread
   */
  put(item: T, options: PutOptions & WaitOptions = {}): void {
    this.#mustMayBlock('put')
    const priority = checkPriority(options)
    const wait = new Deadline(options)
    let packed = false
    for (let waiting: Waiting = 'watch'; ; ) {
      let outcome: PutOutcome = packed ? 'ok' : this.#core.pack(item, waiting)
      packed = outcome === 'ok'
      if (packed) outcome = this.#core.offer(priority, waiting)
      if (outcome === 'ok') return
      if (waiting === 'no' || outcome === 'shut-down') throw this.#putError(outcome)
      if (waiting === 'watch') {
        waiting = 'block'
        if (outcome === 'full') this.#core.watchForRoom()
        continue
      }
      if (!this.#canWaitFor(outcome)) {
        this.#core.leave(this.#core.notFull)
        throw this.#putError(outcome)
      }
      if (!this.#sleep(this.#core.notFull, 'puts', wait)) waiting = 'no'
    }
  }

  /**
   * Takes the next item, blocking the thread while the queue is empty. CPython: `Queue.get`.
   * @throws QueueEmptyError after `timeoutMs`; QueueShutDownError once a queue that was shut down is empty;
   *   InvalidStateError in the main thread
   */
  get(options: WaitOptions = {}): T {
    this.#mustMayBlock('get')
    const wait = new Deadline(options)
    for (let waiting: Waiting = 'watch'; ; ) {
      const outcome = this.#core.take(waiting)
      if (outcome === 'ok') return this.#core.unpack() as T
      if (outcome === 'shut-down') throw new QueueShutDownError()
      if (waiting === 'no') throw new QueueEmptyError()
      if (waiting === 'watch') {
        waiting = 'block'
        this.#core.watchForItem()
      } else if (!this.#sleep(this.#core.notEmpty, 'gets', wait)) waiting = 'no'
    }
  }

  /**
   * Puts a copy of `item` if there is room now. CPython: `Queue.put_nowait`.
   * @throws QueueFullError, QueueShutDownError, NotCloneableError
   */
  putNowait(item: T, options: PutOptions = {}): void {
    this.#mustBeAttached()
    const priority = checkPriority(options)
    const outcome = this.#tryPut(item, priority)
    if (outcome !== 'ok') throw this.#putError(outcome)
  }

  /**
   * Takes the next item if there is one now. CPython: `Queue.get_nowait`.
   * @throws QueueEmptyError, QueueShutDownError
   */
  getNowait(): T {
    this.#mustBeAttached()
    const outcome = this.#core.take('no')
    if (outcome === 'ok') return this.#core.unpack() as T
    throw outcome === 'empty' ? new QueueEmptyError() : new QueueShutDownError()
  }

  /** Rejects as `put` throws. The `item` is copied when this is called. CPython: `asyncio.Queue.put`. */
  async putAsync(item: T, options: PutOptions & AsyncWaitOptions = {}): Promise<void> {
    this.#mustBeAttached()
    const priority = checkPriority(options)
    options.signal?.throwIfAborted()
    if (this.#puts.size === 0) {
      const outcome = this.#tryPut(item, priority)
      if (outcome === 'ok') return
      if (!this.#canWaitFor(outcome)) throw this.#putError(outcome)
    }
    await this.#puts.wait({ parcel: this.#core.wrap(item), priority }, options, () => this.#putError('full'))
  }

  /** Rejects as `get` throws. A get that was given up has taken no item. CPython: `asyncio.Queue.get`. */
  async getAsync(options: AsyncWaitOptions = {}): Promise<T> {
    this.#mustBeAttached()
    options.signal?.throwIfAborted()
    if (this.#gets.size === 0) {
      const outcome = this.#core.take('no')
      if (outcome === 'ok') return this.#core.unpack() as T
      if (outcome === 'shut-down') throw new QueueShutDownError()
    }
    return (await this.#gets.wait(undefined, options, () => new QueueEmptyError())) as T
  }

  /**
   * Says that an item that was taken has been dealt with. CPython: `Queue.task_done`.
   * @throws InvalidStateError when called more often than items were put. CPython: ValueError
   */
  taskDone(): void {
    this.#mustBeAttached()
    if (!this.#core.taskDone()) throw new InvalidStateError('taskDone() was called more often than items were put.')
  }

  /**
   * Blocks the thread until `taskDone` was called for every item that was put. CPython: `Queue.join`, with no timeout.
   * @throws TimeoutError after `timeoutMs`; InvalidStateError in the main thread
   */
  join(options: WaitOptions = {}): void {
    this.#mustMayBlock('join')
    const wait = new Deadline(options)
    while (!this.#core.finished('block')) {
      if (this.#sleep(this.#core.allDone, 'joins', wait)) continue
      if (this.#core.finished('no')) return
      throw this.#joinTimeout()
    }
  }

  /** Rejects as `join` throws. CPython: `asyncio.Queue.join`. */
  async joinAsync(options: AsyncWaitOptions = {}): Promise<void> {
    this.#mustBeAttached()
    options.signal?.throwIfAborted()
    if (this.#core.finished('no')) return
    await this.#joins.wait(undefined, options, () => this.#joinTimeout())
  }

  /**
   * Changes `maxSize` for all threads: who waits for room looks again; items stay. CPython: assigning `Queue.maxsize`.
   * @throws UsageError unless it is a whole number; InvalidStateError after `detach`
   */
  bound(maxSize: number): void {
    this.#mustBeAttached()
    this.#core.bound(checkOptions({ ...this.handle.options, maxSize }).maxSize)
  }

  /**
   * Ends the queue: puts fail from now on, gets go on until it is empty and then fail, and all who wait for either are
   * woken. `immediate` drops the items that are left, which count as done. CPython 3.13: `Queue.shutdown`.
   * @throws InvalidStateError after `detach`
   */
  shutdown(options: { readonly immediate?: boolean } = {}): void {
    this.#mustBeAttached()
    this.#core.shutDown(options.immediate ?? false)
  }

  /**
   * Removes a thread that is no more: its lock, if it died with it, its memory, its waits. An item that it was putting
   * is either in the queue as a whole or not at all. Call it only when the thread has ended (`worker.on('exit')`).
   * No counterpart in CPython.
   * @param ownerThreadId `worker.threadId`, kept from before the exit (after it, Node says -1)
   * @returns whether the thread held the lock
   * @throws InvalidStateError after `detach`
   */
  releaseOwner(ownerThreadId: number): boolean {
    this.#mustBeAttached()
    return this.#core.releaseOwner(ownerThreadId)
  }

  /** Leaves the queue in this thread; it lives on in others. Waits here reject. No counterpart in CPython. */
  detach(): void {
    if (!this.#attached) return
    this.#attached = false
    for (const waits of [this.#gets, this.#puts, this.#joins]) waits.rejectAll(detachedError)
    this.#core.detach()
  }

  /** `using queue = ...` does `detach` at the end of the block. No counterpart in CPython. */
  [Symbol.dispose](): void {
    this.detach()
  }

  /** Items until the queue is shut down. Blocks and throws as `get`. CPython has `iter(queue.get, sentinel)`. */
  *[Symbol.iterator](): Generator<T, void, undefined> {
    for (;;) {
      let item: T
      try {
        item = this.get()
      } catch (error) {
        if (error instanceof QueueShutDownError) return
        throw error
      }
      yield item
    }
  }

  /** Items until the queue is shut down. Its `next` rejects as `getAsync`. CPython has `iter(queue.get, sentinel)`. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T, undefined> {
    const iterator: AsyncIterableIterator<T, undefined> = {
      next: () => this.#next(),
      return: () => Promise.resolve({ done: true, value: undefined }),
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  async #next(): Promise<IteratorResult<T, undefined>> {
    try {
      return { done: false, value: await this.getAsync() }
    } catch (error) {
      if (error instanceof QueueShutDownError) return { done: true, value: undefined }
      throw error
    }
  }

  #attemptGet(wait: PendingWait): Attempt {
    const outcome = this.#core.take('loop')
    if (outcome === 'empty') return { done: false, changed: this.#core.notEmpty.changed(this.#core.ticket) }
    if (outcome === 'shut-down') wait.reject(new QueueShutDownError())
    else wait.resolve(this.#core.unpack())
    return { done: true }
  }

  #attemptPut({ parcel, priority }: PendingPut, wait: PendingWait): Attempt {
    let outcome = this.#core.packParcel(parcel, 'loop')
    if (outcome === 'ok') outcome = this.#core.offer(priority, 'loop')
    if (this.#canWaitFor(outcome)) return { done: false, changed: this.#core.notFull.changed(this.#core.ticket) }
    if (outcome === 'ok') wait.resolve(undefined)
    else wait.reject(this.#putError(outcome))
    return { done: true }
  }

  #attemptJoin(wait: PendingWait): Attempt {
    if (!this.#core.finished('loop')) return { done: false, changed: this.#core.allDone.changed(this.#core.ticket) }
    wait.resolve(undefined)
    return { done: true }
  }

  #tryPut(item: T, priority: number): PutOutcome {
    const outcome = this.#core.pack(item, 'no')
    return outcome === 'ok' ? this.#core.offer(priority, 'no') : outcome
  }

  /** Room will come by itself; in an unbounded queue that has reached its memory limit nobody promises that. */
  #canWaitFor(outcome: PutOutcome): boolean {
    return outcome === 'full' || (outcome === 'memory-full' && this.maxSize > 0)
  }

  /** False when the time was up before the bell rang. */
  #sleep(bell: Bell, kind: WaitKind, wait: Deadline): boolean {
    this.#core.addWait(kind, 1)
    const rung = bell.sleep(this.#core.ticket, wait.remainingMs())
    this.#core.addWait(kind, -1)
    this.#core.leave(bell)
    return rung
  }

  #putError(outcome: PutOutcome): Error {
    if (outcome === 'shut-down') return new QueueShutDownError()
    if (outcome === 'full') return new QueueFullError(`the queue is full: it holds ${this.maxSize} items`)
    this.#core.countMemoryFull()
    const limit = `its memory limit of ${this.handle.options.memoryLimitBytes} bytes with ${this.size} items`
    const advice = 'take some out, bound it with maxSize, or create it with a larger memoryLimitBytes'
    return new QueueFullError(`the queue has reached ${limit}; ${advice}`)
  }

  #joinTimeout = (): TimeoutError => new TimeoutError(`${this.unfinished} items of the queue are not done yet`)

  #mustMayBlock(name: 'put' | 'get' | 'join'): void {
    this.#mustBeAttached()
    if (!isMainThread) return
    const what = `BlockingQueue.${name}() would block the main thread, and with it the window or the server.`
    throw new InvalidStateError(`${what} Use await queue.${name}Async() here; ${name}() is for worker threads.`)
  }

  #mustBeAttached(): void {
    if (!this.#attached) throw detachedError()
  }
}

const detachedError = (): InvalidStateError =>
  new InvalidStateError('This thread has left the queue; to attach it again: BlockingQueue.attach(handle).')
