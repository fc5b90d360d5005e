import { setImmediate } from 'node:timers/promises'
import { TimeoutError, type Clock } from '../contract/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import type { Future } from './future.ts'
import { iterate } from './iterate.ts'

/** What `wait` waits for. CPython: constants of the same names. */
export type ReturnWhen = 'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED'
const RETURN_WHEN: readonly string[] = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'] satisfies ReturnWhen[]

/** Options of `wait` and `asyncWait`. */
export interface WaitOptions {
  /** After this the sets are returned as they are; nothing is cancelled, nothing is thrown. CPython: `timeout`. */
  readonly timeoutMs?: number
  /** Default ALL_COMPLETED. FIRST_EXCEPTION ignores cancellations. */
  readonly returnWhen?: ReturnWhen
  /** For tests. */
  readonly clock?: Clock
}

/**
 * Waits for `futures`, each once, however often it is given; without any, both sets are empty at once.
 * CPython: `concurrent.futures.wait`.
 * Rejects with RangeError for an unknown `returnWhen`.
 */
export async function wait<T>(
  futures: Iterable<Future<T>>,
  { timeoutMs, returnWhen = 'ALL_COMPLETED', clock = systemClock }: WaitOptions = {},
): Promise<{ done: Set<Future<T>>; notDone: Set<Future<T>> }> {
  if (!RETURN_WHEN.includes(returnWhen)) {
    throw new RangeError(`returnWhen must be one of ${RETURN_WHEN.join(', ')}, not ${returnWhen}`)
  }
  const all = new Set(futures)
  const pending = new Set([...all].filter((future) => !future.done()))
  const enough =
    pending.size === 0 ||
    (returnWhen === 'FIRST_COMPLETED' && pending.size < all.size) ||
    (returnWhen === 'FIRST_EXCEPTION' && [...all].some((future) => future.error !== null))
  if (!enough) await someDone(pending, returnWhen, timeoutMs, clock)
  const done = new Set([...all].filter((future) => future.done()))
  return { done, notDone: new Set([...all].filter((future) => !done.has(future))) }
}

function someDone(
  pending: ReadonlySet<Future<unknown>>,
  returnWhen: ReturnWhen,
  timeoutMs: number | undefined,
  clock: Clock,
): Promise<void> {
  return new Promise((resolve) => {
    let left = pending.size
    const finish = (): void => {
      stopTimer?.()
      for (const future of pending) future.removeDoneCallback(onDone)
      resolve()
    }
    const onDone = (future: Future<unknown>): void => {
      left--
      if (left === 0 || returnWhen === 'FIRST_COMPLETED' || (returnWhen === 'FIRST_EXCEPTION' && future.error !== null)) finish()
    }
    const stopTimer = timeoutMs === undefined ? null : clock.setTimer(finish, timeoutMs)
    for (const future of pending) future.addDoneCallback(onDone)
  })
}

/** Done futures that are yielded in a row. */
const ROW = 512

/** Options of `asCompleted`. */
export interface AsCompletedOptions {
  /** One deadline for all, counted from the call. CPython: `timeout`. */
  readonly timeoutMs?: number
  /** For tests. */
  readonly clock?: Clock
}

/**
 * Yields each of the `futures` once, first those already done, then in the order in which they end.
 * CPython: `concurrent.futures.as_completed`. It is futures, not values: `await future.result()` has the value.
 * Its `next` rejects with TimeoutError ("2 (of 4) futures unfinished") when the deadline passes; nothing is cancelled.
 */
export function asCompleted<T>(
  futures: Iterable<Future<T>>,
  { timeoutMs, clock = systemClock }: AsCompletedOptions = {},
): AsyncIterableIterator<Future<T>, undefined> {
  const all = new Set(futures)
  const ready: Future<T>[] = []
  let head = 0
  let wake: (() => void) | null = null
  let timedOut = false
  let stopped = false
  const onDone = (future: Future<T>): void => {
    ready.push(future)
    wake?.()
  }
  const stopTimer =
    timeoutMs === undefined
      ? null
      : clock.setTimer(() => {
          timedOut = true
          wake?.()
        }, timeoutMs)
  for (const future of all) {
    if (future.done()) ready.push(future)
    else future.addDoneCallback(onDone)
  }

  const step = async (): Promise<IteratorResult<Future<T>, undefined>> => {
    for (;;) {
      const future = ready[head]
      if (future !== undefined) {
        head++
        // A long row of done futures is no reason to keep timers and messages waiting.
        if (head % ROW === 0) await setImmediate()
        return { done: false, value: future }
      }
      const pending = all.size - ready.length
      if (pending === 0 || stopped) return { done: true, value: undefined }
      if (timedOut) throw new TimeoutError(`${pending} (of ${all.size}) futures unfinished`)
      await new Promise<void>((resolve) => (wake = resolve))
      wake = null
    }
  }
  const stop = (): void => {
    stopped = true
    stopTimer?.()
    if (ready.length < all.size) for (const future of all) future.removeDoneCallback(onDone)
    wake?.()
  }
  return iterate(step, stop)
}
