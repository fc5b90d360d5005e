import type { Clock } from '#engine/contract/clock.js'

interface Timer {
  readonly atMs: number
  readonly callback: () => void
}

/** A clock that stands still until the test turns it. */
export class ManualClock implements Clock {
  #nowMs = 0
  readonly #timers = new Set<Timer>()

  nowMs(): number {
    return this.#nowMs
  }

  setTimer(callback: () => void, delayMs: number): () => void {
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Timers that are set: none may be left when all work is done. */
  get timers(): number {
    return this.#timers.size
  }

  /** Turns the clock once all that is under way in this turn of the loop has come to rest. */
  async advance(byMs: number): Promise<void> {
    await turn()
    const untilMs = this.#nowMs + byMs
    for (let next = this.#due(untilMs); next !== undefined; next = this.#due(untilMs)) {
      this.#nowMs = next.atMs
      this.#timers.delete(next)
      next.callback()
      await turn()
    }
    this.#nowMs = untilMs
  }

  #due(untilMs: number): Timer | undefined {
    const due = [...this.#timers].filter(({ atMs }) => atMs <= untilMs)
    return due.sort((a, b) => a.atMs - b.atMs)[0]
  }
}

/** One turn of the event loop: promises that can go on have gone on. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
