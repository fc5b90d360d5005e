/** Longest run of work that a process may hold items or room for ahead of time. */
const AHEAD_MS = 1
const MAX_GROWTH = 4

/**
 * How many items (or how much room) a process gets at a time: as many as it lately used up in a millisecond. A fast
 * one is given hundreds and waits for nobody; one that works 10 ms on an item gets one at a time, so that none lies
 * behind its work while another process could take it.
 */
export class Window {
  size = 1
  readonly #most: number
  #filledAt = 0
  #count = 0

  /** @param most never more than this */
  constructor(most: number) {
    this.#most = most
  }

  /** So many came. */
  filled(count: number): void {
    this.#filledAt = performance.now()
    this.#count = count
  }

  /** They are used up. */
  emptied(): void {
    if (this.#count === 0) return
    const each = (performance.now() - this.#filledAt) / this.#count
    const fitting = Math.floor(AHEAD_MS / Math.max(each, 0.0005))
    this.size = Math.max(1, Math.min(fitting, this.size * MAX_GROWTH, this.#most))
    this.#count = 0
  }
}
