import { CancelledError, InvalidStateError, TimeoutError, type AbortSignalLike, type Clock } from '../contract/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import { Future } from './future.ts'
import type { Coroutine } from './gather.ts'

/** A coroutine that runs; cancelling it aborts its signal, and it is cancelled once it has stopped. */
export interface AsyncTask<T> {
  /** Its outcome. `future.cancel()` is false while the coroutine runs: `cancel` stops it. */
  readonly future: Future<T>
  /** Asks it to stop, by its signal; false when it has ended. CPython: `asyncio.Task.cancel`. */
  cancel(): boolean
}

/**
 * Starts a coroutine, which runs up to its first `await` before this returns. Its error, one that `start` throws
 * included, is that of the task's future. CPython: `asyncio.create_task`, where it starts with the loop's next turn.
 */
export function createTask<T>(start: Coroutine<T>): AsyncTask<T> {
  const controller = new AbortController()
  const future = new Future<T>()
  future.setRunning()
  const run = async (): Promise<T> => start(controller.signal)
  run().then(
    (value) => future.setResult(value),
    (error: unknown) => {
      if (isCancellation(error, controller.signal)) future.setCancelled()
      else future.setException(toError(error))
    },
  )
  return {
    future,
    cancel: () => {
      if (future.done()) return false
      controller.abort(new CancelledError())
      return true
    },
  }
}

/** It stopped as it was told to, rather than failing: `AbortError` is what Node's own functions throw then. */
function isCancellation(error: unknown, { aborted, reason }: AbortSignalLike): boolean {
  if (error instanceof CancelledError) return true
  return aborted && (error === reason || (error instanceof Error && error.name === 'AbortError'))
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

/**
 * Runs the coroutine `start` for at most `timeoutMs`. After that it is told to stop, its clean-up is awaited, and only
 * then comes the TimeoutError. A result or an error that comes of the clean-up takes its place. Aborting `signal` stops
 * the coroutine too; `clock` is for tests. CPython: `asyncio.wait_for`.
 * Rejects with TimeoutError, with the coroutine's error, and with CancelledError when it stopped at the abort.
 */
export async function waitFor<T>(
  start: Coroutine<T>,
  timeoutMs: number,
  { signal, clock = systemClock }: { readonly signal?: AbortSignalLike; readonly clock?: Clock } = {},
): Promise<T> {
  const task = createTask(start)
  let timedOut = false
  const isLate = (): boolean => timedOut
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
    if (isLate() && task.future.cancelled()) throw new TimeoutError(`not done within ${timeoutMs} ms`, { cause })
    throw cause
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  }
}

/** The tasks of one `taskGroup`, which makes it. CPython: `asyncio.TaskGroup`. */
export class TaskGroup {
  readonly #tasks = new Set<AsyncTask<unknown>>()
  readonly #errors: Error[] = []
  readonly #controller = new AbortController()
  #ended = false

  /**
   * Aborted when a task of the group has failed or the group was cancelled; for the body of the group.
   * No counterpart in CPython, which cancels the task that the body runs in.
   */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Errors of its tasks and its body so far; cancellations are none. CPython: `ExceptionGroup.exceptions`. */
  get errors(): readonly Error[] {
    return this.#errors
  }

  /**
   * Starts the coroutine `start` in the group; in one that was cancelled it is told to stop at once.
   * CPython: `TaskGroup.create_task`.
   * @throws InvalidStateError when the group has ended: nobody would wait for the task
   */
  createTask<T>(start: Coroutine<T>): AsyncTask<T> {
    if (this.#ended) throw new InvalidStateError('the task group has ended: it takes no more tasks')
    const task = createTask(start)
    this.#tasks.add(task)
    task.future.addDoneCallback((future) => {
      this.#tasks.delete(task)
      if (future.error !== null) this.fail(future.error)
    })
    if (this.#controller.signal.aborted) task.cancel()
    return task
  }

  /** Records `error` and cancels the tasks. No counterpart in CPython: there only what fails in the group does. */
  fail(error: Error): void {
    this.#errors.push(error)
    this.cancel()
  }

  /** Cancels its tasks, also those that come later; that alone is no error. CPython 3.15: `TaskGroup.cancel`. */
  cancel(): void {
    this.#controller.abort(new CancelledError('the task group was cancelled'))
    for (const task of this.#tasks) task.cancel()
  }

  /**
   * Resolves when no task is left, those added meanwhile included; `errors` holds what went wrong. Then the group has
   * ended. CPython: `TaskGroup.__aexit__`.
   */
  async drain(): Promise<void> {
    while (this.#tasks.size > 0) {
      await Promise.allSettled([...this.#tasks].map((task) => task.future.result()))
    }
    this.#ended = true
  }
}

/**
 * Runs `body`, which starts tasks in the group, and waits for all of them. When one fails, the others are cancelled and
 * awaited, and the errors come together. Aborting `signal` cancels them all. Resolves with what `body` returned.
 * CPython: `async with asyncio.TaskGroup()`.
 * Rejects with AggregateError of the errors of tasks and body; with CancelledError when `signal` was aborted, or the
 * body stopped at a cancellation.
 */
export async function taskGroup<T>(
  body: (group: TaskGroup) => Promise<T>,
  { signal }: { readonly signal?: AbortSignalLike } = {},
): Promise<T> {
  const group = new TaskGroup()
  const onAbort = (): void => group.cancel()
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  let value: { of: T } | null = null
  try {
    value = { of: await body(group) }
  } catch (error) {
    if (isCancellation(error, group.signal)) group.cancel()
    else group.fail(toError(error))
  }
  await group.drain()
  signal?.removeEventListener('abort', onAbort)
  if (group.errors.length > 0) throw new AggregateError(group.errors, `${group.errors.length} of the group's tasks failed`)
  if (value === null || signal?.aborted === true) throw new CancelledError('the task group was cancelled')
  return value.of
}
