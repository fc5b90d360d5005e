import { CancelledError, InvalidStateError, TimeoutError, type Clock } from '../contract/index.ts'
import { systemClock } from '../telemetry/clock.ts'

/** PENDING -> RUNNING -> FINISHED, or PENDING -> CANCELLED. CPython's two cancelled states are one here: see below. */
export type FutureState = 'pending' | 'running' | 'cancelled' | 'finished'

/** What runs the task of a future, as far as the future needs it. No counterpart in CPython. */
export interface FutureOwner {
  /** Cancels the task if nothing runs it yet: takes it back, and sets the future cancelled. */
  reclaim(): boolean
  /** True when the task, though handed over, waits at its worker. */
  isPrefetched(): boolean
}

/**
 * The result of a task that may not have ended yet. CPython: `concurrent.futures.Future`.
 *
 * Difference: a cancelled future notifies its waiters at once (CPython leaves it in CANCELLED until a worker takes it
 * off the queue, so that `as_completed` may never end: gh-87893, gh-109934). It is no promise, so that it can be
 * yielded and returned like any value; `await future.result()` waits for it.
 */
export class Future<T> {
  #state: FutureState = 'pending'
  #value: T | undefined
  #error: Error | undefined
  /** `never`: a caller adds a callback for its own type of future, which is this one. */
  #callbacks: ((future: never) => void)[] | null = null
  #promise: Promise<T> | null = null
  /** Of `#promise`, once somebody waits for it: a callback would be three more objects for each task that waits. */
  #resolve: ((value: never) => void) | null = null
  #reject: ((error: Error) => void) | null = null
  #owner: FutureOwner | null
  readonly #clock: Clock

  /**
   * For executors.
   * @param owner what can take the task back; without one only a pending future can be cancelled
   * @param clock measures timeouts
   */
  constructor(owner: FutureOwner | null = null, clock: Clock = systemClock) {
    this.#owner = owner
    this.#clock = clock
  }

  /** Where it is; 'pending' as long as its task waits, at its worker too. CPython keeps it private: `Future._state`. */
  get state(): FutureState {
    if (this.#state === 'running' && this.#owner?.isPrefetched() === true) return 'pending'
    return this.#state
  }

  /** True once it was cancelled. CPython: `Future.cancelled`. */
  cancelled(): boolean {
    return this.#state === 'cancelled'
  }

  /** True while the task executes; a task that waits at its worker (prefetched) is not. CPython: `Future.running`. */
  running(): boolean {
    return this.state === 'running'
  }

  /** True when it has its outcome, or was cancelled. CPython: `Future.done`. */
  done(): boolean {
    return this.#state === 'cancelled' || this.#state === 'finished'
  }

  /**
   * The error of a task that has failed, without waiting; null when it has not, and for a cancellation.
   * CPython: `Future.exception(0)`, but never an error.
   */
  get error(): Error | null {
    return this.#state === 'finished' ? (this.#error ?? null) : null
  }

  /**
   * Cancels the task unless it executes or has ended; returns whether the future is now cancelled. (One that executes
   * is told to stop by the `signal` it was submitted with.) CPython: `Future.cancel`.
   */
  cancel(): boolean {
    if (this.#state === 'cancelled') return true
    if (this.#state === 'finished') return false
    if (this.#owner !== null) return this.#owner.reclaim() // which calls setCancelled()
    if (this.#state !== 'pending') return false
    this.setCancelled()
    return true
  }

  /**
   * The task's value. CPython: `Future.result`.
   * Rejects with the task's error; with CancelledError, or what the task threw as it stopped at its cancellation; with
   * TimeoutError.
   * @param timeoutMs how long to wait; default: for ever. The task goes on after a timeout
   */
  result(timeoutMs?: number): Promise<T> {
    if (timeoutMs === undefined) return this.#asPromise()
    return this.#wait(timeoutMs).then(() => this.#asPromise())
  }

  /**
   * The task's error, or null when it succeeded. CPython: `Future.exception`.
   * Rejects when it was cancelled, as `result`; with TimeoutError after `timeoutMs`, which stops nothing.
   */
  async exception(timeoutMs?: number): Promise<Error | null> {
    await this.#wait(timeoutMs)
    if (this.#state === 'cancelled') throw this.#error ?? new CancelledError()
    return this.#error ?? null
  }

  /**
   * Calls `callback(future)` when the future is done, in the order added; at once if it is done already. A callback
   * that throws is reported as a process warning, and the next one still runs. CPython: `Future.add_done_callback`.
   */
  addDoneCallback(callback: (future: this) => void): void {
    if (this.done()) runCallback(callback, this)
    else if (this.#callbacks === null) this.#callbacks = [callback]
    else this.#callbacks.push(callback)
  }

  /**
   * Undoes one `addDoneCallback` of this `callback`, for waiters that stop waiting.
   * CPython has it for coroutines: `asyncio.Future.remove_done_callback`.
   */
  removeDoneCallback(callback: (future: this) => void): void {
    const at = this.#callbacks?.indexOf(callback) ?? -1
    if (at >= 0) this.#callbacks?.splice(at, 1)
  }

  /**
   * For executors: the task was handed over. False when the future was cancelled.
   * CPython: `Future.set_running_or_notify_cancel`.
   * @throws InvalidStateError when it is running or finished
   */
  setRunning(): boolean {
    if (this.#state === 'cancelled') return false
    if (this.#state !== 'pending') throw new InvalidStateError(`the future is ${this.#state}, not pending`)
    this.#state = 'running'
    return true
  }

  /** For executors: a task that was handed over came back unstarted. No counterpart in CPython. */
  setPending(): void {
    if (this.#state === 'running') this.#state = 'pending'
  }

  /**
   * For executors: the task returned `value`. CPython: `Future.set_result`.
   * @throws InvalidStateError when the future is done; the first outcome stays
   */
  setResult(value: T): void {
    this.#assertNotDone()
    this.#value = value
    this.#finish('finished')
  }

  /**
   * For executors: the task failed with `error`. CPython: `Future.set_exception`.
   * @throws InvalidStateError when the future is done; the first outcome stays
   */
  setException(error: Error): void {
    this.#assertNotDone()
    this.#error = error
    this.#finish('finished')
  }

  /**
   * For executors: the task will never run, or stopped at its cancellation.
   * No counterpart in CPython, where a task that runs cannot be cancelled.
   * @param error what waiters get; default: CancelledError
   * @throws InvalidStateError when the future is done; the first outcome stays
   */
  setCancelled(error?: Error): void {
    this.#assertNotDone()
    this.#error = error
    this.#finish('cancelled')
  }

  #assertNotDone(): void {
    if (this.done()) throw new InvalidStateError(`the future is already ${this.#state}`)
  }

  #finish(state: FutureState): void {
    this.#state = state
    this.#owner = null
    if (this.#promise !== null) this.#settlePromise()
    const callbacks = this.#callbacks
    this.#callbacks = null
    if (callbacks !== null) for (const callback of callbacks) runCallback(callback, this)
  }

  #asPromise(): Promise<T> {
    if (this.#promise !== null) return this.#promise
    this.#promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    if (this.done()) this.#settlePromise()
    return this.#promise
  }

  #settlePromise(): void {
    if (this.#state === 'cancelled') this.#reject?.(this.#error ?? new CancelledError())
    else if (this.#error !== undefined) this.#reject?.(this.#error)
    else this.#resolve?.(this.#value as never)
    this.#resolve = null
    this.#reject = null
  }

  #wait(timeoutMs: number | undefined): Promise<void> {
    if (this.done()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      let stopTimer = (): void => undefined
      const onDone = (): void => {
        stopTimer()
        resolve()
      }
      this.addDoneCallback(onDone)
      if (timeoutMs === undefined) return
      stopTimer = this.#clock.setTimer(() => {
        this.removeDoneCallback(onDone)
        reject(new TimeoutError(`the future was not done within ${timeoutMs} ms`))
      }, timeoutMs)
    })
  }
}

function runCallback(callback: (future: never) => void, future: unknown): void {
  try {
    callback(future as never)
  } catch (error) {
    process.emitWarning(`a done callback of a future threw: ${String(error)}`, 'PoolscopeWarning')
  }
}
