import { InvalidStateError } from '../contract/index.ts'
import { openProcess } from './channels/process-channel.ts'
import { joinFor } from './join.ts'
import { Solo, type SoloOptions } from './solo.ts'

export type ProcessOptions<I> = SoloOptions<I>

/** A process that runs one function; nothing is shared. CPython: `multiprocessing.Process`. */
export class Process<I = void> {
  readonly #solo: Solo<I>
  readonly name: string
  #closed = false

  constructor(options: ProcessOptions<I>) {
    this.name = options.name ?? options.target.name
    this.#solo = new Solo(openProcess, 'process', options)
  }

  /** Index in the telemetry of the observer. */
  get index(): number {
    return this.#solo.index
  }

  /** null until the process answers. */
  get pid(): number | null {
    this.#assertOpen()
    return this.#solo.pid
  }

  /** null while it lives; 0: it ended well; 1: its function threw; n: it called exit(n); -n: signal n ended it. */
  get exitCode(): number | null {
    this.#assertOpen()
    return this.#solo.exit?.code ?? null
  }

  /** @throws InvalidStateError when it was started before */
  start(): void {
    this.#assertOpen()
    this.#solo.start()
  }

  /** Waits until the process ends, at most `timeoutMs`; `exitCode` tells which. */
  async join(timeoutMs?: number): Promise<void> {
    this.#assertOpen()
    await joinFor(this.#solo, timeoutMs)
  }

  isAlive(): boolean {
    this.#assertOpen()
    return this.#solo.started && this.#solo.exit === null
  }

  /** Ends the process now. CPython: `kill`. */
  kill(): void {
    this.#assertOpen()
    this.#solo.stop()
  }

  /** Releases the object; any later use is an error. @throws InvalidStateError while the process lives */
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
