import { setImmediate } from 'node:timers/promises'
import type { Steps } from '../analysis/index.ts'

/** Longest time in one go; a step that has begun is not cut short. */
const SLICE_MS = 5

/** Does all the steps, and gives the loop a turn in between: the thread that owns a window must not stutter. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (let sinceMs = performance.now(); ; ) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - sinceMs < SLICE_MS) continue
    await setImmediate()
    sinceMs = performance.now()
  }
}
