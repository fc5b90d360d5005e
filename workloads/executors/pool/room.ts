import { CancelledError, type AbortSignalLike } from '../../contract/index.ts'
import { Aborts, type Follower } from './aborts.ts'

interface Waiter extends Follower {
  wake: () => void
}

/** Who waits for room in a bounded queue: first come, first served. */
export class Room {
  readonly #free: () => number
  readonly #waiting = new Set<Waiter>()
  readonly #aborts = new Aborts<Waiter>(({ wake }) => wake())

  /** @param free how many more tasks the queue takes now */
  constructor(free: () => number) {
    this.#free = free
  }

  /**
   * Resolves when there may be room, or nothing more to wait for: look again, before anybody else gets a turn.
   * @throws CancelledError when the signal is aborted first
   */
  async wait(signal: AbortSignalLike | undefined): Promise<void> {
    const waiter: Waiter = { wake: () => undefined, followerIndex: -1 }
    const woken = new Promise<void>((resolve) => (waiter.wake = resolve))
    this.#waiting.add(waiter)
    this.#aborts.follow(signal, waiter)
    await woken
    this.#aborts.forget(signal, waiter)
    if (signal?.aborted !== true) return
    if (!this.#waiting.delete(waiter)) this.wake() // the room it was woken for is another's
    throw new CancelledError('the task was cancelled before the queue had room for it', { cause: signal.reason })
  }

  /** Wakes as many as there is room for. */
  wake(): void {
    if (this.#waiting.size === 0) return
    let free = this.#free()
    for (const waiter of this.#waiting) {
      if (free-- <= 0) return
      this.#waiting.delete(waiter)
      waiter.wake()
    }
  }

  wakeAll(): void {
    for (const { wake } of this.#waiting) wake()
    this.#waiting.clear()
  }
}
