import type { TaskRef } from '../contract/index.ts'
import type { Future } from './future.ts'
import type { ShutdownOptions } from './pool/options.ts'
import { Pool } from './pool/pool.ts'
import type { SubmitOptions } from './pool/task.ts'

/** The input may be left out when the task takes none. */
export type SubmitArguments<I> = undefined extends I
  ? [input?: I, options?: SubmitOptions]
  : [input: I, options?: SubmitOptions]

/** Runs tasks in workers. CPython: `concurrent.futures.Executor`. */
export abstract class Executor {
  readonly #pool: Pool

  protected constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Tasks that wait in the queue (not those that wait at a worker). */
  get queueDepth(): number {
    return this.#pool.pending
  }

  /** Workers that live, starting ones included. */
  get workerCount(): number {
    return this.#pool.workerCount
  }

  /**
   * Schedules `task(input)` and returns its future.
   * @throws InvalidStateError after `shutdown`; BrokenPoolError; QueueFullError when `maxQueue` tasks wait
   */
  submit<I, O>(task: TaskRef<I, O>, ...[input, options]: SubmitArguments<I>): Future<Awaited<O>> {
    return this.#pool.submit(task, input, options) as Future<Awaited<O>>
  }

  /** `submit(...).result()`: for callers that want the value and no handle. */
  run<I, O>(task: TaskRef<I, O>, ...rest: SubmitArguments<I>): Promise<Awaited<O>> {
    return this.submit(task, ...rest).result()
  }

  /** No more tasks; those submitted still run. Resolves when all workers have ended. CPython: `shutdown`. */
  shutdown(options?: ShutdownOptions): Promise<void> {
    return this.#pool.shutdown(options)
  }

  /** Ends all workers now; tasks that wait or execute are cancelled. CPython 3.14: `terminate_workers`. */
  terminateWorkers(): Promise<void> {
    return this.#pool.terminateWorkers()
  }

  /** `await using pool = ...` waits for the tasks at the end of the block, as Python's `with`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown()
  }
}

/** @throws RangeError unless it is a whole number of at least 1. CPython: ValueError for max_workers <= 0 */
export function checkMaxWorkers(maxWorkers: number): number {
  if (!Number.isInteger(maxWorkers) || maxWorkers < 1) {
    throw new RangeError(`maxWorkers must be a whole number of at least 1, not ${maxWorkers}`)
  }
  return maxWorkers
}
