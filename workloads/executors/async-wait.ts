import { UsageError } from '../contract/index.ts'
import type { Future } from './future.ts'
import { wait, type WaitOptions } from './wait.ts'

/**
 * Waits for tasks of an event loop. As `wait`, but an empty set of `futures` is an error. CPython: `asyncio.wait`.
 * Rejects with UsageError without futures, and with RangeError for an unknown `returnWhen`; a timeout is no error.
 */
export async function asyncWait<T>(
  futures: Iterable<Future<T>>,
  options: WaitOptions = {},
): Promise<{ done: Set<Future<T>>; pending: Set<Future<T>> }> {
  const all = [...futures]
  if (all.length === 0) throw new UsageError('asyncWait needs at least one future: an empty set would never be done')
  const { done, notDone } = await wait(all, options)
  return { done, pending: notDone }
}
