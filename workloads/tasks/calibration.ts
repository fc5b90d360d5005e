import { Worker } from 'node:worker_threads'
import { spinIterations } from './cpu.ts'

/** Enough to have the loop compiled by the optimising compiler before anything is measured. */
const WARM_UP_ITERATIONS = 400_000
const BURST_ITERATIONS = 400_000
const BURSTS = 24

/**
 * How many spin iterations this machine does in a millisecond, measured in the calling thread (about 30 ms). The
 * fastest of several short bursts counts: whatever disturbs a burst can only make it slower.
 */
export function calibrateSpin(): number {
  spinIterations(WARM_UP_ITERATIONS)
  let bestMs = Infinity
  for (let burst = 0; burst < BURSTS; burst++) {
    const startedMs = performance.now()
    spinIterations(BURST_ITERATIONS)
    bestMs = Math.min(bestMs, performance.now() - startedMs)
  }
  return BURST_ITERATIONS / bestMs
}

function measureInThread(): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./calibration-entry.js', import.meta.url))
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread that measures the speed of this machine ended too early')))
  })
}

let measured: Promise<number> | undefined

/** The result of `calibrateSpin` from a short-lived thread of its own, measured once in the life of the process. */
export function measureSpinRate(): Promise<number> {
  measured ??= measureInThread().catch((error: unknown) => {
    measured = undefined
    throw error
  })
  return measured
}
