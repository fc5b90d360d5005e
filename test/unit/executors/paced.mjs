/** Tasks that tell how long they really kept their worker. */
import { setTimeout as later } from 'node:timers/promises'

export const wait = (ms) => later(ms)

/** Keeps the thread busy by the clock. */
export function compute(ms) {
  const endMs = performance.now() + ms
  while (performance.now() < endMs);
}

/** CPU time of the process, in ms. */
export const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The machine's monotonic clock. */
export const nowMs = () => {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}

export const fail = () => {
  throw new Error('on purpose')
}
