import type { Executor, Future, SubmitOptions } from '../executors/index.ts'
import type { WorkItem, Workload } from '../tasks/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import { Arrivals } from './arrivals.ts'

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
 * @param submit gives what to wait for before the next task, where there is something
 */
export async function submitAll(
  workload: Workload,
  signal: AbortSignal,
  submit: (item: WorkItem, arrival: Arrival) => Promise<void> | void,
  arrivals: Arrivals = new Arrivals(),
): Promise<void> {
  let sliceEndsMs = systemClock.nowMs() + SLICE_MS
  for (const item of workload.items()) {
    const aheadMs = arrivals.aheadMs(item.arrivalMs)
    if (aheadMs > 0 || systemClock.nowMs() >= sliceEndsMs) {
      while (await arrivals.wait(Math.max(0, arrivals.aheadMs(item.arrivalMs)), signal));
      sliceEndsMs = systemClock.nowMs() + SLICE_MS
    }
    if (signal.aborted) return
    const { kind, arrivalMs } = item
    const waits = submit(item, arrivalMs > 0 ? { kind, dueMs: systemClock.nowMs() + arrivals.aheadMs(arrivalMs) } : { kind })
    if (waits !== undefined) await waits
  }
}

/** Submits a task to a pool whose queue a knob may bound: then it waits for room, and gives what to wait for. */
export function submitWithRoom(
  pool: Executor,
  { ref, input }: WorkItem,
  options: SubmitOptions,
  take: (future: Future<unknown>) => void,
): Promise<void> | void {
  if (!pool.hasRoom) return pool.submitWhenRoom(ref, input, options).then(take)
  take(pool.submit(ref, input, options))
}
