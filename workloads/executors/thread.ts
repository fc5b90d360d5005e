import { openThread } from './channels/thread-channel.ts'
import { joinFor } from './join.ts'
import { Solo, type SoloOptions } from './solo.ts'

export type ThreadOptions<I> = SoloOptions<I>

/** A thread that runs one function. CPython: `threading.Thread`. */
export class Thread<I = void> {
  readonly #solo: Solo<I>
  readonly name: string

  constructor(options: ThreadOptions<I>) {
    this.name = options.name ?? options.target.name
    this.#solo = new Solo(openThread, 'thread', options)
  }

  /** Index in the telemetry of the observer. */
  get index(): number {
    return this.#solo.index
  }

  /** Node's id of the thread once it is started; it stays after the end. */
  get threadId(): number | null {
    return this.#solo.threadId
  }

  /** @throws InvalidStateError when it was started before */
  start(): void {
    this.#solo.start()
  }

  /** Waits until the thread ends, at most `timeoutMs`; `isAlive()` tells which. Its error is not rethrown. */
  async join(timeoutMs?: number): Promise<void> {
    await joinFor(this.#solo, timeoutMs)
  }

  isAlive(): boolean {
    return this.#solo.started && this.#solo.exit === null
  }

  /** Ends the thread now. CPython has no counterpart. */
  terminate(): void {
    this.#solo.stop()
  }
}
