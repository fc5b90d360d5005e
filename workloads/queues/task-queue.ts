/**
 * What an executor keeps its pending tasks in: plain data of one thread, no locks, no limits of its own.
 * An item is in the queue at most once (items are told apart by identity) and is never `undefined`.
 */
export interface TaskQueue<T> {
  readonly size: number
  /** Adds an item behind the others of its rank. */
  push(item: T): void
  /** Takes the next item; `undefined` when there is none. */
  shift(): T | undefined
  /** Puts back an item that was taken, before the others of its rank. */
  unshift(item: T): void
  /** Takes out one item wherever it is, in O(1) amortised; false when it is not here. */
  remove(item: T): boolean
  /** Empties the queue. Returns what was in it, in the order in which `shift` would have. */
  clear(): T[]
}
