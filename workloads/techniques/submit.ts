import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkItem, Workload } from '../tasks/index.ts'
import { systemClock } from '../telemetry/clock.ts'

/** Longest turn of the loop that submits: the window's thread has other work, too. */
const SLICE_MS = 4

/** What an executor is to know of a task beside its input. */
export interface Arrival {
  readonly kind: number
  /** Only where tasks arrive on a schedule: monotonic. */
  readonly dueMs?: number
}

/**
 * Submits the tasks of a workload at their arrival times, whether earlier ones have ended or not (an open loop). Tasks
 * that are due together are submitted in one turn, so that an executor can send them together. Ends early when `signal`
 * is aborted.
 * @param submit gets each task and what its executor is to know: one that comes late counts from when it was due
 */
export async function submitAll(
  workload: Workload,
  signal: AbortSignal,
  submit: (item: WorkItem, arrival: Arrival) => void,
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
    const { kind, arrivalMs } = item
    submit(item, arrivalMs > 0 ? { kind, dueMs: startMs + arrivalMs } : { kind })
  }
}
