import type { Clock } from '../contract/index.ts'

/** A timer of Node that is set for longer fires at once. */
const MAX_TIMER_MS = 0x7fffffff

/**
 * The machine's monotonic clock. `process.hrtime()` rather than `performance.now()`: its origin is the machine's, so
 * stamps taken in different threads and processes can be subtracted (Node docs, "process.hrtime").
 */
export const systemClock: Clock = {
  nowMs() {
    const [seconds, nanoseconds] = process.hrtime()
    return seconds * 1e3 + nanoseconds / 1e6
  },
  setTimer(callback, delayMs) {
    let timer: NodeJS.Timeout | undefined
    const set = (leftMs: number): void => {
      if (leftMs <= MAX_TIMER_MS) timer = setTimeout(callback, leftMs)
      else timer = setTimeout(() => set(leftMs - MAX_TIMER_MS), MAX_TIMER_MS)
    }
    set(delayMs)
    return () => clearTimeout(timer)
  },
}
