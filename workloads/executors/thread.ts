import { openThread } from './channels/thread-channel.ts'
import { joinFor } from './join.ts'
import { Solo, type SoloOptions } from './solo.ts'

/** Options of a `Thread`; those of a `Process` are the same. */
export type ThreadOptions<I> = SoloOptions<I>

/** A thread that runs one function on a copy of its input; see `ThreadOptions`. CPython: `threading.Thread`. */
export class Thread<I = void> {
  readonly #solo: Solo<I>
  /** As given, else the name of the target. CPython: `Thread.name`. */
  readonly name: string

  /** Does not start it yet: `options` are looked at by `start`. */
  constructor(options: ThreadOptions<I>) {
    this.name = options.name ?? options.target.name
    this.#solo = new Solo(openThread, 'thread', options)
  }

  /** Index in the telemetry of the observer, once started; 0 without one. No counterpart in CPython. */
  get index(): number {
    return this.#solo.index
  }

  /** Node's id of the thread, null before `start`; it stays after the end. CPython: `Thread.ident`. */
  get threadId(): number | null {
    return this.#solo.threadId
  }

  /**
   * Starts it. That it cannot be started is told as every other loss is: it ends, and `onException` gets a WorkerLostError.
   * CPython: `Thread.start`.
   * @throws InvalidStateError when it was started before
   */
  start(): void {
    this.#solo.start()
  }

  /**
   * Waits until the thread ends, at most `timeoutMs` (default: for ever); `isAlive()` tells which. Its error is not
   * rethrown. CPython: `Thread.join`.
   * Rejects with InvalidStateError before `start`.
   */
  async join(timeoutMs?: number): Promise<void> {
    await joinFor(this.#solo, timeoutMs)
  }

  /** True from `start` until it has ended. CPython: `Thread.is_alive`. */
  isAlive(): boolean {
    return this.#solo.started && this.#solo.exit === null
  }

  /** Ends the thread now, whatever it does. No counterpart in CPython. */
  terminate(): void {
    this.#solo.stop()
  }

  /**
   * Ends the thread now as a fault would: what it ran is lost, and telemetry says so.
   * No counterpart in CPython.
   */
  crash(): void {
    this.#solo.crash()
  }

  /**
   * Makes the thread take `factor` times as long for what it begins from now on, as `Executor.slowWorker` does; 1 is full
   * speed. Does nothing where it does not run. No counterpart in CPython.
   */
  slow(factor: number): void {
    this.#solo.slow(factor)
  }
}
