import { CancelledError, TimeoutError, type AbortSignalLike, type Clock } from '../contract/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import { Future } from './future.ts'
import type { Coroutine } from './gather.ts'

/** A coroutine that runs; cancelling it aborts its signal, and it is cancelled once it has stopped. */
export interface AsyncTask<T> {
  readonly future: Future<T>
  /** Asks it to stop; false when it has ended. CPython: `Task.cancel`. */
  cancel(): boolean
}

/** Starts a coroutine at once. CPython: `asyncio.create_task`. */
export function createTask<T>(start: Coroutine<T>): AsyncTask<T> {
  const controller = new AbortController()
  const future = new Future<T>()
  future.setRunning()
  const run = async (): Promise<T> => start(controller.signal)
  run().then(
    (value) => future.setResult(value),
    (error: unknown) => {
      if (controller.signal.aborted) future.setCancelled()
      else future.setException(error instanceof Error ? error : new Error(String(error)))
    },
  )
  return {
    future,
    cancel: () => {
      if (future.done()) return future.cancelled()
      controller.abort(new CancelledError())
      return true
    },
  }
}

/**
 * Runs a coroutine for at most `timeoutMs`. After that it is told to stop, its clean-up is awaited, and only then comes
 * the TimeoutError. A result that comes during the clean-up is returned. CPython: `asyncio.wait_for`.
 */
export async function waitFor<T>(
  start: Coroutine<T>,
  timeoutMs: number,
  { signal, clock = systemClock }: { readonly signal?: AbortSignalLike; readonly clock?: Clock } = {},
): Promise<T> {
  const task = createTask(start)
  let timedOut = false
  const stopTimer = clock.setTimer(() => {
    timedOut = true
    task.cancel()
  }, timeoutMs)
  const onAbort = (): void => void task.cancel()
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await task.future.result()
  } catch (cause) {
    if (timedOut && task.future.cancelled()) throw new TimeoutError(`not done within ${timeoutMs} ms`, { cause })
    throw cause
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  }
}

/** The tasks of one `taskGroup`. */
export class TaskGroup {
  readonly #tasks = new Set<AsyncTask<unknown>>()
  readonly #errors: Error[] = []
  readonly #controller = new AbortController()

  /** Aborted when a task of the group has failed; for the body of the group. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Errors of its tasks so far; cancellations are none. */
  get errors(): readonly Error[] {
    return this.#errors
  }

  /** Starts a coroutine in the group. After a failure it is cancelled at once, as in CPython. */
  createTask<T>(start: Coroutine<T>): AsyncTask<T> {
    const task = createTask(start)
    this.#tasks.add(task)
    task.future.addDoneCallback((future) => {
      this.#tasks.delete(task)
      if (future.cancelled()) return
      void future.exception().then((error) => {
        if (error !== null) this.fail(error)
      })
    })
    if (this.#controller.signal.aborted) task.cancel()
    return task
  }

  /** Records an error and cancels the rest. */
  fail(error: Error): void {
    this.#errors.push(error)
    this.cancel()
  }

  cancel(): void {
    this.#controller.abort(new CancelledError('a task of the group failed'))
    for (const task of this.#tasks) task.cancel()
  }

  /** Resolves when no task is left, those added meanwhile included. */
  async drain(): Promise<void> {
    while (this.#tasks.size > 0) {
      await Promise.allSettled([...this.#tasks].map((task) => task.future.result()))
    }
    await Promise.resolve() // the errors of the last ones are recorded a microtask later
  }
}

/**
 * Runs `body`, which starts tasks in the group, and waits for all of them. When one fails, the others are cancelled and
 * awaited, and the errors are thrown together. CPython: `async with asyncio.TaskGroup()`.
 * @throws AggregateError of the errors of tasks and body
 */
export async function taskGroup<T>(body: (group: TaskGroup) => Promise<T>): Promise<T> {
  const group = new TaskGroup()
  let value: { of: T } | null = null
  try {
    value = { of: await body(group) }
  } catch (error) {
    const stopped = group.signal.aborted && error === group.signal.reason
    if (!stopped) group.fail(error instanceof Error ? error : new Error(String(error)))
  }
  await group.drain()
  if (value === null || group.errors.length > 0) {
    throw new AggregateError(group.errors, `${group.errors.length} of the group's tasks failed`)
  }
  return value.of
}
