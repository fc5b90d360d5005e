import { CancelledError, type AbortSignalLike } from '../../contract/index.ts'
import { Aborts } from './aborts.ts'

/** Who waits for room in a bounded queue: first come, first served. */
export class Room {
  readonly #free: () => number
  readonly #waiting = new Set<() => void>()
  readonly #aborts = new Aborts<() => void>((wake) => wake())

  /** @param free how many more tasks the queue takes now */
  constructor(free: () => number) {
    this.#free = free
  }

  /**
   * Resolves when there may be room, or nothing more to wait for: look again, before anybody else gets a turn.
   * @throws CancelledError when the signal is aborted first
   */
  async wait(signal: AbortSignalLike | undefined): Promise<void> {
    let wake = (): void => undefined
    const woken = new Promise<void>((resolve) => (wake = resolve))
    this.#waiting.add(wake)
    this.#aborts.follow(signal, wake)
    await woken
    this.#aborts.forget(signal, wake)
    if (signal?.aborted !== true) return
    if (!this.#waiting.delete(wake)) this.wake() // the room it was woken for is another's
    throw new CancelledError('the task was cancelled before the queue had room for it', { cause: signal.reason })
  }

  /** Wakes as many as there is room for. */
  wake(): void {
    if (this.#waiting.size === 0) return
    let free = this.#free()
    for (const wake of this.#waiting) {
      if (free-- <= 0) return
      this.#waiting.delete(wake)
      wake()
    }
  }

  wakeAll(): void {
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }
}
