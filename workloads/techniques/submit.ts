import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkItem, Workload } from '../tasks/index.ts'
import { systemClock } from '../telemetry/clock.ts'

/** Longest turn of the loop that submits: the window's thread has other work, too. */
const SLICE_MS = 4

/**
 * Submits the tasks of a workload at their arrival times. Tasks that are due together are submitted in one turn, so
 * that an executor can send them together. Ends early when `signal` is aborted.
 */
export async function submitAll(
  workload: Workload,
  signal: AbortSignal,
  submit: (item: WorkItem) => void,
): Promise<void> {
  const startMs = systemClock.nowMs()
  let sliceEndsMs = startMs + SLICE_MS
  for (const item of workload.items()) {
    const nowMs = systemClock.nowMs()
    const aheadMs = startMs + item.arrivalMs - nowMs
    if (aheadMs > 0 || nowMs >= sliceEndsMs) {
      await sleep(Math.max(0, aheadMs), undefined, { signal }).catch(() => undefined) // rejects only when aborted
      sliceEndsMs = systemClock.nowMs() + SLICE_MS
    }
    if (signal.aborted) return
    submit(item)
  }
}
