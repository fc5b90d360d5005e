import { InvalidStateError } from '../contract/index.ts'
import { openProcess } from './channels/process-channel.ts'
import { joinFor } from './join.ts'
import { Solo, type SoloOptions } from './solo.ts'

/** Options of a `Process`; those of a `Thread` are the same. */
export type ProcessOptions<I> = SoloOptions<I>

/**
 * A process that runs one function; nothing is shared. Whether it worked tells `exitCode`; its error goes to
 * `onException`. After `close` everything but `name` and `index` throws InvalidStateError.
 * CPython: `multiprocessing.Process`.
 */
export class Process<I = void> {
  readonly #solo: Solo<I>
  /** As given, else the name of the target. CPython: `Process.name`. */
  readonly name: string
  #closed = false

  /** Does not start it yet: `options` are looked at by `start`. */
  constructor(options: ProcessOptions<I>) {
    this.name = options.name ?? options.target.name
    this.#solo = new Solo(openProcess, 'process', options)
  }

  /** Index in the telemetry of the observer, once started; 0 without one. No counterpart in CPython. */
  get index(): number {
    return this.#solo.index
  }

  /** null until the process answers. CPython: `Process.pid`. @throws InvalidStateError after `close` */
  get pid(): number | null {
    this.#assertOpen()
    return this.#solo.pid
  }

  /**
   * 0: it ended well; 1: its function threw, or its input could not be sent; n: it called exit(n); -n: signal n ended
   * it; null before its end, and when it could not be started. CPython: `Process.exitcode`.
   * @throws InvalidStateError after `close`
   */
  get exitCode(): number | null {
    this.#assertOpen()
    return this.#solo.exit?.code ?? null
  }

  /**
   * Starts it. That it cannot be started is told as every other loss is: it ends, and `onException` gets a WorkerLostError.
   * CPython: `Process.start`.
   * @throws InvalidStateError when it was started before, or after `close`
   */
  start(): void {
    this.#assertOpen()
    this.#solo.start()
  }

  /**
   * Waits until the process ends, at most `timeoutMs` (default: for ever); `exitCode` tells which. Its error is not
   * rethrown. CPython: `Process.join`.
   * Rejects with InvalidStateError before `start` or after `close`.
   */
  async join(timeoutMs?: number): Promise<void> {
    this.#assertOpen()
    await joinFor(this.#solo, timeoutMs)
  }

  /** True from `start` until it has ended. CPython: `Process.is_alive`. @throws InvalidStateError after `close` */
  isAlive(): boolean {
    this.#assertOpen()
    return this.#solo.started && this.#solo.exit === null
  }

  /** Ends the process now, with SIGKILL. CPython: `Process.kill`. @throws InvalidStateError after `close` */
  kill(): void {
    this.#assertOpen()
    this.#solo.stop()
  }

  /**
   * Ends the process now as a fault would, with SIGKILL: what it ran is lost, and telemetry says so.
   * No counterpart in CPython. @throws InvalidStateError after `close`
   */
  crash(): void {
    this.#assertOpen()
    this.#solo.crash()
  }

  /**
   * Makes the process take `factor` times as long for what it begins from now on, as `Executor.slowWorker` does; 1 is full
   * speed. Does nothing where it does not run. No counterpart in CPython. @throws InvalidStateError after `close`
   */
  slow(factor: number): void {
    this.#assertOpen()
    this.#solo.slow(factor)
  }

  /** Releases the object, once it has ended. CPython: `Process.close`. @throws InvalidStateError while it lives */
  close(): void {
    if (this.#solo.started && this.#solo.exit === null) {
      throw new InvalidStateError('the process still runs: join or kill it before close')
    }
    this.#closed = true
  }

  #assertOpen(): void {
    if (this.#closed) throw new InvalidStateError('the process object is closed')
  }
}
