import { CancelledError, type AbortSignalLike } from '../contract/index.ts'

/** Work that starts when it is called, and stops when the signal says so: JavaScript's counterpart of a coroutine. */
export type Coroutine<T> = (signal: AbortSignal) => PromiseLike<T>

/** Options of `gather` and `gatherSettled`. */
export interface GatherOptions {
  /** Aborting aborts the signals of all coroutines, as cancelling a `gather` does. */
  readonly signal?: AbortSignalLike
}

/**
 * Starts all `coroutines` and collects their values in input order. CPython: `asyncio.gather`.
 * Rejects with the first error at once, and the others keep running. Once cancelled (by the signal of `options`) it
 * rejects with CancelledError, whatever its coroutines make of that.
 */
export async function gather<T>(coroutines: Iterable<Coroutine<T>>, options: GatherOptions = {}): Promise<T[]> {
  const { running, stop, throwIfCancelled } = startAll(coroutines, options.signal)
  try {
    const values = await Promise.all(running)
    throwIfCancelled()
    return values
  } catch (cause) {
    throwIfCancelled(cause)
    throw cause
  } finally {
    stop()
  }
}

/**
 * As `gather`, but errors and cancellations of the `coroutines` are collected too.
 * CPython: `asyncio.gather(..., return_exceptions=True)`.
 * Rejects with CancelledError when it is cancelled itself (by the signal of `options`), once all have ended.
 */
export async function gatherSettled<T>(
  coroutines: Iterable<Coroutine<T>>,
  options: GatherOptions = {},
): Promise<PromiseSettledResult<T>[]> {
  const { running, stop, throwIfCancelled } = startAll(coroutines, options.signal)
  try {
    const settled = await Promise.allSettled(running)
    throwIfCancelled()
    return settled
  } finally {
    stop()
  }
}

function startAll<T>(coroutines: Iterable<Coroutine<T>>, signal: AbortSignalLike | undefined) {
  const controller = new AbortController()
  const onAbort = (): void => controller.abort(new CancelledError('the gather was cancelled'))
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const running: Promise<T>[] = []
  try {
    for (const start of coroutines) running.push(begin(start, controller.signal))
  } catch (error) {
    // Nobody will wait for those that have started; that they may fail is no unhandled rejection.
    for (const promise of running) promise.catch(() => undefined)
    throw error
  }
  const throwIfCancelled = (cause?: unknown): void => {
    if (cause instanceof CancelledError || !controller.signal.aborted) return
    throw new CancelledError('the gather was cancelled', cause === undefined ? undefined : { cause })
  }
  return { running, throwIfCancelled, stop: () => signal?.removeEventListener('abort', onAbort) }
}

/** What it throws as it starts is its rejection, whatever that is. */
const begin = <T>(start: Coroutine<T>, signal: AbortSignal): Promise<T> => new Promise((resolve) => resolve(start(signal)))
