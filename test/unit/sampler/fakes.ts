import type { Clock } from '#engine/contract/clock.js'
import type { ReadText } from '#engine/telemetry/sampler/index.js'

/** A clock that a test turns. */
export class ManualClock implements Clock {
  #nowMs = 1000
  #timers: { atMs: number; callback: () => void }[] = []

  nowMs(): number {
    return this.#nowMs
  }

  setTimer(callback: () => void, delayMs: number): () => void {
    const timer = { atMs: this.#nowMs + delayMs, callback }
    this.#timers.push(timer)
    return () => (this.#timers = this.#timers.filter((other) => other !== timer))
  }

  get pendingTimers(): number {
    return this.#timers.length
  }

  /** Time passes without anyone being called, as when the thread is blocked. */
  block(ms: number): void {
    this.#nowMs += ms
  }

  advance(ms: number): void {
    const untilMs = this.#nowMs + ms
    for (;;) {
      const next = this.#timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
      if (next === undefined) break
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.callback()
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs)
  }
}

/** A /proc of a test's own. A `null` file is one that is gone. */
export function fakeProc(files: Record<string, string | null>): ReadText {
  return (path) => files[path] ?? null
}

/** A `stat` as the kernel writes it, with a name that is hard to parse. */
export function statText(userTicks: number, systemTicks: number): string {
  const before = '42 (a) (b c) S 1 42 42 0 -1 4194304 100 0 0 0'
  return `${before} ${userTicks} ${systemTicks} 9 9 20 0 11 0 150500 1050087424 12577\n`
}

/** A 64-bit auxiliary vector. */
export function auxvText(pairs: readonly (readonly [number, number])[]): string {
  const words = BigUint64Array.from([...pairs, [0, 0] as const].flat(), BigInt)
  return Buffer.from(words.buffer).toString('latin1')
}
