// What the workers of all pools run.
import { spinIterations } from '#engine/tasks/cpu.js'

export const noop = (x) => x

/** Computes, and says when that began, by the clock that all threads and processes share. */
export const timedSpin = (iterations) => {
  const [seconds, nanoseconds] = process.hrtime()
  spinIterations(iterations)
  return seconds * 1e3 + nanoseconds / 1e6
}
