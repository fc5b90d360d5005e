import { CancelledError, type AbortSignalLike } from '../contract/index.ts'

/** Work that starts when it is called, and stops when the signal says so: JavaScript's counterpart of a coroutine. */
export type Coroutine<T> = (signal: AbortSignal) => PromiseLike<T>

export interface GatherOptions {
  /** Aborting cancels all coroutines, as cancelling a `gather` does. */
  readonly signal?: AbortSignalLike
}

/**
 * Starts all coroutines and collects their values in input order. The first error rejects at once; the others keep
 * running. CPython: `asyncio.gather`.
 */
export async function gather<T>(coroutines: Iterable<Coroutine<T>>, options: GatherOptions = {}): Promise<T[]> {
  const { running, stop } = startAll(coroutines, options.signal)
  try {
    return await orCancelled(Promise.all(running), options.signal)
  } finally {
    stop()
  }
}

/** As `gather`, but errors and cancellations are collected too. CPython: `gather(..., return_exceptions=True)`. */
export async function gatherSettled<T>(
  coroutines: Iterable<Coroutine<T>>,
  options: GatherOptions = {},
): Promise<PromiseSettledResult<T>[]> {
  const { running, stop } = startAll(coroutines, options.signal)
  try {
    return await Promise.allSettled(running)
  } finally {
    stop()
  }
}

function startAll<T>(coroutines: Iterable<Coroutine<T>>, signal: AbortSignalLike | undefined) {
  const controller = new AbortController()
  const onAbort = (): void => controller.abort(new CancelledError('the gather was cancelled'))
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const running = Array.from(coroutines, async (start) => start(controller.signal))
  // Those that fail after the first one have nobody waiting for them; that is no unhandled rejection.
  for (const promise of running) promise.catch(() => undefined)
  return { running, stop: () => signal?.removeEventListener('abort', onAbort) }
}

/** A cancelled gather rejects as cancelled, whatever its coroutines make of it. */
async function orCancelled<T>(promise: Promise<T>, signal: AbortSignalLike | undefined): Promise<T> {
  try {
    return await promise
  } catch (cause) {
    if (signal?.aborted === true) throw new CancelledError('the gather was cancelled', { cause })
    throw cause
  }
}
