import {
  InvalidStateError,
  QueueEmptyError,
  QueueFullError,
  QueueShutDownError,
  TimeoutError,
  UsageError,
} from '../contract/errors.ts'
import { AsyncWaits, type Attempt, type PendingWait } from './async-waits.ts'
import { checkTimeout, type AsyncWaitOptions } from './blocking-queue-options.ts'
import { encodeItem } from './item-encoder.ts'
import { BrokerThread } from './process/broker-thread.ts'
import { Client } from './process/client.ts'
import type { ClientAddress } from './process/connection.ts'
import { Ask } from './process/protocol.ts'

/** Options of a `ProcessQueue`. */
export interface ProcessQueueOptions {
  /** Most items in the queue; 0 or less: as many as the memory limit allows. CPython: `maxsize`. */
  readonly maxSize?: number
  /** Most bytes of items in the broker. Default 256 MiB. */
  readonly memoryLimitBytes?: number
  /**
   * Most items that a consumer is sent ahead of its gets, and most room that a producer is given ahead of its puts;
   * never more than it uses up in a millisecond. 1 turns it off: each get and each put asks. Default 1024.
   */
  readonly prefetch?: number
}

/** A queue in a form that can be sent to another process of the same user; there `ProcessQueue.connect` takes it. */
export interface ProcessQueueHandle<T> {
  /** Where its broker is, and the secret that lets one in. */
  readonly address: ClientAddress
  /** As the queue was created. */
  readonly options: Required<ProcessQueueOptions>
  /** Never set: carries the type of the items. */
  readonly item?: T
}

const MIB = 1024 * 1024

/**
 * A first-in, first-out queue between processes. CPython: `multiprocessing.Queue` with `JoinableQueue`'s `taskDone` and
 * `join`, and `queue.Queue`'s `shutdown`.
 *
 * A broker in a thread of the process that created the queue holds the items; all others connect to its socket. An
 * item is taken once `get` returned it, and is in the queue until then, wherever it lies: when a consumer dies, what it
 * had been sent and not taken goes back to its place. A `put` has reserved its room when it returns; as in CPython,
 * what a process killed with SIGKILL put within its last millisecond may be lost with it.
 *
 * Once the process that created it has closed it or ended, the queue is gone: whatever asks for it rejects with
 * WorkerLostError. After `close` in this process it rejects with InvalidStateError instead.
 */
export class ProcessQueue<T> {
  /** To be sent to other processes; see `connect`. */
  readonly handle: ProcessQueueHandle<T>
  readonly #client: Client
  readonly #broker: BrokerThread | undefined
  readonly #gets: AsyncWaits<undefined>
  readonly #puts: AsyncWaits<Buffer>

  private constructor(handle: ProcessQueueHandle<T>, broker?: BrokerThread) {
    this.handle = handle
    this.#broker = broker
    const waiting = () => ({ gets: this.#gets.size, puts: this.#puts.size })
    this.#client = new Client(handle.address, handle.options.prefetch, waiting)
    const onChange = () => this.#client.waitsChanged()
    this.#gets = new AsyncWaits((_, wait) => this.#attemptGet(wait), onChange)
    this.#puts = new AsyncWaits((bytes, wait) => this.#attemptPut(bytes, wait), onChange)
  }

  /**
   * Makes a queue, with its broker. The maker closes it. CPython: `multiprocessing.JoinableQueue()`.
   * Rejects with UsageError when one of the `options` does not fit, or the name of the temporary folder is too long for
   * a socket; with WorkerLostError or the system's error when the broker cannot be started.
   */
  static async create<T>(options: ProcessQueueOptions = {}): Promise<ProcessQueue<T>> {
    const { maxSize = 0, memoryLimitBytes = 256 * MIB, prefetch = 1024 } = options
    if (!Number.isInteger(maxSize)) throw new UsageError(`maxSize must be a whole number, not ${maxSize}.`)
    if (!(memoryLimitBytes >= 1)) throw new UsageError(`memoryLimitBytes must be above 0, not ${memoryLimitBytes}.`)
    if (!(Number.isInteger(prefetch) && prefetch >= 1)) {
      throw new UsageError(`prefetch must be a whole number from 1 on, not ${prefetch}.`)
    }
    const checked = { maxSize: Math.max(0, maxSize), memoryLimitBytes, prefetch }
    const broker = await BrokerThread.start(checked)
    return new ProcessQueue<T>({ address: broker.address, options: checked }, broker)
  }

  /**
   * The queue of a `handle`, in another process. Connects at the first use, which rejects if the queue is gone.
   * CPython: the queue itself is handed to a `Process`.
   */
  static connect<T>(handle: ProcessQueueHandle<T>): ProcessQueue<T> {
    return new ProcessQueue<T>(handle)
  }

  /** Most items in the queue; 0: unbounded. CPython: the argument `maxsize`. */
  get maxSize(): number {
    return this.handle.options.maxSize
  }

  /**
   * Puts a copy of `item`, waiting while the queue is full. CPython: `multiprocessing.Queue.put`.
   * Rejects with QueueFullError after `timeoutMs`, at once when an unbounded queue has reached its memory limit, or for
   * an item of more than 128 MiB; QueueShutDownError; NotCloneableError (of this item only); UsageError for a negative
   * `timeoutMs`; the signal's reason; and as `size`.
   */
  async put(item: T, options: AsyncWaitOptions = {}): Promise<void> {
    options.signal?.throwIfAborted()
    if (!this.#client.connection.isOpen) await this.#client.connection.open()
    if (this.#client.isShutDown) throw new QueueShutDownError()
    if (this.#puts.size === 0 && this.#client.credits > 0) {
      this.#client.put(item)
      return
    }
    await this.#givingUp(this.#puts.wait(encodeItem(item), options, () => this.#fullError()))
  }

  /**
   * Takes the next item, waiting while the queue is empty. A get that was given up has taken nothing.
   * CPython: `multiprocessing.Queue.get`.
   * Rejects with QueueEmptyError after `timeoutMs`; QueueShutDownError once a queue that was shut down is empty;
   * UsageError for a negative `timeoutMs`; the signal's reason; and as `size`.
   */
  async get(options: AsyncWaitOptions = {}): Promise<T> {
    options.signal?.throwIfAborted()
    if (!this.#client.connection.isOpen) await this.#client.connection.open()
    if (this.#isAtHand) return this.#client.take() as T
    return (await this.#givingUp(this.#gets.wait(undefined, options, () => new QueueEmptyError()))) as T
  }

  /** An item is here, and nobody in this process waits for it. */
  get #isAtHand(): boolean {
    return this.#client.size > 0 && this.#gets.size === 0 && this.#client.connection.isOpen
  }

  /**
   * Puts a copy of `item` if there is room now. CPython: `multiprocessing.Queue.put_nowait`.
   * Rejects with QueueFullError if not, and as `put`.
   */
  async putNowait(item: T): Promise<void> {
    const bytes = encodeItem(item)
    if (this.#client.credits === 0) await this.#client.ask(Ask.credit)
    if (this.#client.isShutDown) throw new QueueShutDownError()
    if (this.#client.credits === 0) throw this.#fullError()
    this.#client.putEncoded(bytes)
  }

  /**
   * Takes the next item if there is one now. CPython: `multiprocessing.Queue.get_nowait`.
   * Rejects with QueueEmptyError if not, and as `get`.
   */
  async getNowait(): Promise<T> {
    if (this.#client.size === 0) await this.#client.ask(Ask.item)
    if (this.#client.size > 0) return this.#client.take() as T
    throw this.#client.hasEnded ? new QueueShutDownError() : new QueueEmptyError()
  }

  /**
   * Items in the queue: put and not taken, including those that have been sent to a consumer ahead of its gets.
   * CPython: `multiprocessing.Queue.qsize`.
   * Rejects with WorkerLostError when the queue is gone; InvalidStateError after `close`.
   */
  async size(): Promise<number> {
    return await this.#client.ask(Ask.size)
  }

  /** The same as `size`; rejects as `size`. CPython: `multiprocessing.Queue.qsize`. */
  async qsize(): Promise<number> {
    return await this.size()
  }

  /** True when it had no items a moment ago. Rejects as `size`. CPython: `multiprocessing.Queue.empty`. */
  async empty(): Promise<boolean> {
    return (await this.size()) === 0
  }

  /** True when it held `maxSize` items a moment ago. Rejects as `size`. CPython: `multiprocessing.Queue.full`. */
  async full(): Promise<boolean> {
    return this.maxSize > 0 && (await this.size()) >= this.maxSize
  }

  /** Items that were put and not told by `taskDone` yet. Rejects as `size`. CPython: `Queue.unfinished_tasks`. */
  async unfinished(): Promise<number> {
    return await this.#client.ask(Ask.unfinished)
  }

  /** How many gets and puts wait, in all processes; for monitors. Rejects as `size`. No counterpart in CPython. */
  async waiters(): Promise<{ gets: number; puts: number }> {
    const both = await this.#client.ask(Ask.waiters)
    return { gets: both >>> 16, puts: both & 0xffff }
  }

  /**
   * Says that an item that was taken has been dealt with. CPython: `multiprocessing.JoinableQueue.task_done`.
   * Rejects with InvalidStateError when called more often than items were put (CPython: ValueError); and as `size`.
   */
  async taskDone(): Promise<void> {
    if (this.#client.done() || (await this.#client.ask(Ask.done)) === 1) return
    throw new InvalidStateError('taskDone() was called more often than items were put.')
  }

  /**
   * Waits until `taskDone` was called for every item that was put. CPython: `JoinableQueue.join`, with no timeout.
   * Rejects with TimeoutError after `timeoutMs`; UsageError for a negative one; the signal's reason; and as `size`.
   */
  async join(options: AsyncWaitOptions = {}): Promise<void> {
    const timeoutMs = checkTimeout(options.timeoutMs)
    options.signal?.throwIfAborted()
    const giveUp = new AbortController()
    const onAbort = () => giveUp.abort(options.signal?.reason)
    options.signal?.addEventListener('abort', onAbort)
    const onTime = () => giveUp.abort(new TimeoutError(`items of the queue are not done after ${timeoutMs} ms`))
    const timer = timeoutMs < 0x7fffffff ? setTimeout(onTime, timeoutMs) : undefined
    try {
      await this.#client.ask(Ask.join, giveUp.signal)
    } finally {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
    }
  }

  /**
   * Ends the queue: puts fail from now on, gets go on until it is empty and then fail, and all who wait for either are
   * woken. `immediate` drops the items that are left, which count as done. CPython 3.13: `queue.Queue.shutdown`.
   * Rejects as `size`.
   */
  async shutdown(options: { readonly immediate?: boolean } = {}): Promise<void> {
    await this.#client.ask(options.immediate === true ? Ask.shutDownImmediately : Ask.shutDown)
  }

  /** Resolves when all puts of this process are at the broker. Rejects as `size`. CPython: `Queue.join_thread`. */
  async flush(): Promise<void> {
    await this.#client.ask(Ask.size)
  }

  /**
   * Leaves the queue: puts are sent, items that were not taken go back, waits reject. In the process that created it,
   * the queue ends for everybody. Never rejects, and may be called again.
   * CPython: `multiprocessing.Queue.close`, `join_thread`.
   */
  async close(): Promise<void> {
    this.#client.flush()
    const closed = this.#client.connection.close()
    const left = () => this.#client.connection.ended ?? new QueueShutDownError()
    for (const waits of [this.#gets, this.#puts]) waits.rejectAll(left)
    await closed
    await this.#broker?.close()
  }

  /** `await using queue = ...` does `close` at the end of the block. No counterpart in CPython. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  /** Items until the queue is shut down. Its `next` rejects as `get`. CPython has `iter(queue.get, sentinel)`. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T, undefined> {
    const iterator: AsyncIterableIterator<T, undefined> = {
      next: () => this.#next(),
      return: () => Promise.resolve({ done: true, value: undefined }),
      [Symbol.asyncIterator]: () => iterator,
    }
    return iterator
  }

  // Not an async generator: those make three promises an item, and at full speed that shows.
  async #next(): Promise<IteratorResult<T, undefined>> {
    if (this.#isAtHand) return { done: false, value: this.#client.take() as T }
    try {
      return { done: false, value: await this.get() }
    } catch (error) {
      if (error instanceof QueueShutDownError) return { done: true, value: undefined }
      throw error
    }
  }

  #attemptGet(wait: PendingWait): Attempt {
    const client = this.#client
    if (client.size > 0) wait.resolve(client.take())
    else if (client.hasEnded) wait.reject(new QueueShutDownError())
    else if (client.connection.ended !== undefined) wait.reject(client.connection.ended)
    else {
      client.demandItems()
      return { done: false, changed: client.connection.changed }
    }
    return { done: true }
  }

  #attemptPut(bytes: Buffer, wait: PendingWait): Attempt {
    const client = this.#client
    if (client.isShutDown) wait.reject(new QueueShutDownError())
    else if (client.connection.ended !== undefined) wait.reject(client.connection.ended)
    else if (client.credits > 0) {
      client.putEncoded(bytes)
      wait.resolve(undefined)
    } else if (client.isRefused && this.maxSize === 0) {
      client.isRefused = false
      wait.reject(this.#fullError())
    } else {
      client.wantCredits()
      return { done: false, changed: client.connection.changed }
    }
    return { done: true }
  }

  async #givingUp<V>(wait: Promise<V>): Promise<V> {
    try {
      return await wait
    } catch (error) {
      this.#client.withdraw()
      throw error
    }
  }

  #fullError(): QueueFullError {
    if (this.maxSize > 0) return new QueueFullError(`the queue is full: it holds ${this.maxSize} items`)
    const { memoryLimitBytes } = this.handle.options
    return new QueueFullError(
      `the queue has reached its memory limit of ${memoryLimitBytes} bytes; ` +
        'take some items out, bound it with maxSize, or create it with a larger memoryLimitBytes',
    )
  }
}
