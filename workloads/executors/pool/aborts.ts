import type { AbortSignalLike } from '../../contract/index.ts'

/**
 * Tells those who follow a signal that it was aborted. One listener for each signal, however many share it: a gather of
 * 100,000 shares one, and adding and removing listeners one by one takes time that grows with their square.
 */
export class Aborts<T> {
  readonly #signals = new Map<AbortSignalLike, { followers: Set<T>; stop: () => void }>()
  readonly #onAbort: (follower: T) => void

  constructor(onAbort: (follower: T) => void) {
    this.#onAbort = onAbort
  }

  /** From now on an abort of the signal is told; at once if it is aborted already. */
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
      entry = { followers: new Set(), stop: () => signal.removeEventListener('abort', listener) }
      this.#signals.set(signal, entry)
    }
    entry.followers.add(follower)
  }

  /** It follows no longer. */
  forget(signal: AbortSignalLike | undefined, follower: T): void {
    const entry = signal === undefined ? undefined : this.#signals.get(signal)
    if (signal === undefined || entry === undefined) return
    entry.followers.delete(follower)
    if (entry.followers.size > 0) return
    entry.stop()
    this.#signals.delete(signal)
  }

  #abort(signal: AbortSignalLike): void {
    for (const follower of [...(this.#signals.get(signal)?.followers ?? [])]) this.#onAbort(follower)
  }
}
