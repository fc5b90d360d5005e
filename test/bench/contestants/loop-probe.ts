import { percentile } from '../figures.ts'

const PERIOD_MS = 1

/**
 * How late a callback would have come whenever it was due. A timer of 1 ms that comes 50 ms late is one late sample,
 * though whatever was due in these 50 ms was late too, by 49, 48, ... ms: those count as well.
 */
export function everyMoment(latenessMs: readonly number[]): number[] {
  const all: number[] = []
  for (const late of latenessMs) for (let left = late; left > 0 || left === late; left -= PERIOD_MS) all.push(left)
  return all
}

/** Measures how late the event loop of this thread is, by a timer of 1 ms. */
export class LoopProbe {
  readonly #lateMs: number[] = []
  #lastMs = performance.now()
  readonly #timer = setInterval(() => this.#tick(), PERIOD_MS)

  #tick(): void {
    const nowMs = performance.now()
    this.#lateMs.push(Math.max(0, nowMs - this.#lastMs - PERIOD_MS))
    this.#lastMs = nowMs
  }

  stop(): { p99Ms: number; maxMs: number } {
    this.#tick()
    clearInterval(this.#timer)
    return { p99Ms: percentile(everyMoment(this.#lateMs), 0.99), maxMs: Math.max(...this.#lateMs) }
  }
}
