import { setTimeout as later } from 'node:timers/promises'
import { checkTimeout, type AsyncWaitOptions } from './blocking-queue-options.ts'

/** What an attempt came to: done with, or the promise of a change after which to try again. */
export type Attempt = { readonly done: true } | { readonly done: false; readonly changed: Promise<void> }

export interface PendingWait {
  /** Ends the wait; later calls do nothing. */
  resolve(value: unknown): void
  /** An Error, or whatever reason a signal was aborted with. */
  reject(error: Error): void
}

interface Entry<E> extends PendingWait {
  readonly what: E
}

/** Longest that a timer of Node can run. */
const MAX_TIMER_MS = 0x7fffffff

/**
 * The operations of one kind that wait in a thread which must not block, oldest first. One attempt is made at a time,
 * for the oldest, and it takes from the queue and resolves in one go: a wait that was given up has taken nothing, and
 * the item goes to the next.
 */
export class AsyncWaits<E> {
  readonly #entries = new Set<Entry<E>>()
  readonly #attempt: (what: E, wait: PendingWait) => Attempt
  readonly #onChange: (change: 1 | -1) => void
  #pumping = false
  #keepAlive: NodeJS.Timeout | undefined

  /**
   * @param attempt tries the operation and, when it is over, ends the wait
   * @param onChange told of each wait that begins (1) or ends (-1)
   */
  constructor(attempt: (what: E, wait: PendingWait) => Attempt, onChange: (change: 1 | -1) => void = () => undefined) {
    this.#attempt = attempt
    this.#onChange = onChange
  }

  get size(): number {
    return this.#entries.size
  }

  /** Waits until an attempt for `what` succeeds. On time-out rejects with what `timeoutError` makes. */
  wait(what: E, options: AsyncWaitOptions, timeoutError: () => Error): Promise<unknown> {
    const { signal } = options
    const timeoutMs = checkTimeout(options.timeoutMs)
    signal?.throwIfAborted()
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined
      const end = (settle: () => void) => {
        if (!this.#entries.delete(entry)) return
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        this.#onChange(-1)
        this.#updateKeepAlive()
        settle()
      }
      const entry: Entry<E> = {
        what,
        resolve: (value) => end(() => resolve(value)),
        reject: (error) => end(() => reject(error)),
      }
      const onAbort = () => entry.reject(signal?.reason as Error)
      signal?.addEventListener('abort', onAbort)
      if (timeoutMs < MAX_TIMER_MS) timer = setTimeout(() => entry.reject(timeoutError()), timeoutMs)
      this.#entries.add(entry)
      this.#onChange(1)
      this.#updateKeepAlive()
      if (!this.#pumping) void this.#pump()
    })
  }

  rejectAll(error: () => Error): void {
    for (const entry of this.#entries) entry.reject(error())
  }

  /** Never rejects: what an attempt throws goes to the wait it was made for. */
  async #pump(): Promise<void> {
    this.#pumping = true
    for (let [entry] = this.#entries; entry !== undefined; [entry] = this.#entries) {
      try {
        const attempt = this.#attempt(entry.what, entry)
        if (!attempt.done) await attempt.changed
      } catch (error) {
        entry.reject(error as Error)
        await later(0)
      }
    }
    this.#pumping = false
  }

  /** A sleeping `Atomics.waitAsync` does not keep a thread alive; somebody who awaits expects that it stays. */
  #updateKeepAlive(): void {
    if (this.#entries.size > 1) return
    this.#keepAlive ??= setInterval(() => undefined, MAX_TIMER_MS)
    if (this.#entries.size === 1) this.#keepAlive.ref()
    else this.#keepAlive.unref()
  }
}
