import type { Clock } from '../contract/index.ts'

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
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
