import type { Executor, Future, SubmitOptions } from '../executors/index.ts'
import type { WorkItem, Workload } from '../tasks/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import { Arrivals } from './arrivals.ts'

/** Longest turn of the loop that submits: the window's thread has other work, too. */
const SLICE_MS = 4

/**
 * Submits the tasks of a workload at their arrival times. Tasks that are due together are submitted in one turn, so
 * that an executor can send them together. Ends early when `signal` is aborted.
 * @param submit gives what to wait for before the next task, where there is something
 */
export async function submitAll(
  workload: Workload,
  signal: AbortSignal,
  submit: (item: WorkItem) => Promise<void> | void,
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
    const waits = submit(item)
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
