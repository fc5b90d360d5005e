import type { AbortSignalLike } from '../../contract/index.ts'

/** Where a follower stands among those of its signal: kept in itself, so that leaving takes no search and no set. */
export interface Follower {
  followerIndex: number
}

interface Following<T> {
  readonly followers: T[]
  readonly stop: () => void
}

/**
 * Tells those who follow a signal that it was aborted. One listener for each signal, however many share it: a gather of
 * 100,000 shares one, and adding and removing listeners one by one takes time that grows with their square.
 */
export class Aborts<T extends Follower> {
  readonly #signals = new Map<AbortSignalLike, Following<T>>()
  readonly #onAbort: (follower: T) => void

  constructor(onAbort: (follower: T) => void) {
    this.#onAbort = onAbort
  }

  /** From now on an abort of the signal is told; at once if it is aborted already. Follows one signal at a time. */
  follow(signal: AbortSignalLike | undefined, follower: T): void {
    if (signal === undefined) return
    if (signal.aborted) {
      this.#onAbort(follower)
      return
    }
    let entry = this.#signals.get(signal)
    if (entry === undefined) {
      const listener = (): void => this.#abort(signal)
      signal.addEventListener('abort', listener, { once: true })
      entry = { followers: [], stop: () => signal.removeEventListener('abort', listener) }
      this.#signals.set(signal, entry)
    }
    follower.followerIndex = entry.followers.push(follower) - 1
  }

  /** It follows no longer. */
  forget(signal: AbortSignalLike | undefined, follower: T): void {
    const entry = signal === undefined ? undefined : this.#signals.get(signal)
    if (signal === undefined || entry === undefined) return
    const { followers, stop } = entry
    if (followers[follower.followerIndex] !== follower) return
    const last = followers.pop()
    if (last !== undefined && last !== follower) {
      followers[follower.followerIndex] = last
      last.followerIndex = follower.followerIndex
    }
    follower.followerIndex = -1
    if (followers.length > 0) return
    stop()
    this.#signals.delete(signal)
  }

  #abort(signal: AbortSignalLike): void {
    for (const follower of [...(this.#signals.get(signal)?.followers ?? [])]) this.#onAbort(follower)
  }
}
