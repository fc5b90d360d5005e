import type { TaskRef } from '../contract/index.ts'
import type { Future } from './future.ts'
import { checkAtLeastOne, mapInputs, type Chunk, type ChunkResult, type MapOptions } from './map.ts'
import type { ShutdownOptions } from './pool/options.ts'
import { type Pool } from './pool/pool.ts'
import type { SubmitOptions } from './pool/task.ts'

const RUN_CHUNK: TaskRef = { module: new URL('./entry/chunk.js', import.meta.url).href, name: 'runChunk' }

/** The input may be left out when the task takes none. */
export type SubmitArguments<I> = undefined extends I
  ? [input?: I, options?: SubmitOptions]
  : [input: I, options?: SubmitOptions]

/** Runs tasks in workers: what all executors have in common. CPython: `concurrent.futures.Executor`. */
export abstract class Executor {
  readonly #pool: Pool
  readonly #chunked: boolean

  /** @param chunked whether `map` may send several inputs as one task */
  protected constructor(pool: Pool, chunked = false) {
    this.#pool = pool
    this.#chunked = chunked
  }

  /** Tasks that wait in the queue (not those that wait at a worker). No counterpart in CPython. */
  get queueDepth(): number {
    return this.#pool.pending
  }

  /** Workers that live, starting ones included. No counterpart in CPython. */
  get workerCount(): number {
    return this.#pool.workerCount
  }

  /**
   * Schedules `task(input)` and returns its future; `options` are those of `SubmitOptions`. CPython: `Executor.submit`.
   *
   * The future fails with the task's own error, or NotCloneableError (input or output), WorkerLostError,
   * TaskTimeoutError, BrokenPoolError.
   * @throws InvalidStateError after `shutdown`; BrokenPoolError; QueueFullError when `maxQueue` tasks wait; RangeError
   *   for a `timeoutMs` that is not above 0
   */
  submit<I, O>(task: TaskRef<I, O>, ...[input, options]: SubmitArguments<I>): Future<Awaited<O>> {
    return this.#pool.submit(task, input, options) as Future<Awaited<O>>
  }

  /**
   * `submit(task, ...rest).result()`: for callers that want the value and no handle. No counterpart in CPython.
   * Rejects as `Future.result`.
   * @throws as `submit`, rather than that it rejects
   */
  run<I, O>(task: TaskRef<I, O>, ...rest: SubmitArguments<I>): Promise<Awaited<O>> {
    return this.submit(task, ...rest).result()
  }

  /**
   * No more tasks; those submitted still run, unless `options` say otherwise. Resolves when all workers have ended, and
   * never rejects; may be called again. CPython: `Executor.shutdown`.
   */
  shutdown(options?: ShutdownOptions): Promise<void> {
    return this.#pool.shutdown(options)
  }

  /**
   * `submit(task, input, options)` for callers that may wait: resolves with the future once the queue has room. First
   * come, first served. No counterpart in CPython, whose queues are unbounded.
   * Rejects as `submit` throws, but for QueueFullError; and with CancelledError when the signal of `options` is aborted
   * meanwhile, its `cause` the signal's reason.
   */
  async submitWhenRoom<I, O>(
    task: TaskRef<I, O>,
    ...[input, options]: SubmitArguments<I>
  ): Promise<Future<Awaited<O>>> {
    return (await this.#pool.submitWhenRoom(task, input, options)) as Future<Awaited<O>>
  }

  /**
   * `task(input)` for each of the `inputs`, results in their order; `options` tell of laziness, chunks and timeout.
   * Ending the iteration early, by `break` too, cancels what has not started. CPython: `Executor.map`.
   *
   * Its `next` rejects with the error of the task at that place, or with TimeoutError; then the rest is cancelled. With
   * `bufferSize` it submits too, and rejects as `submit` throws.
   * @throws RangeError for a `bufferSize` or `chunkSize` below 1; as `submit`; what reading the `inputs` throws
   */
  map<I, O>(task: TaskRef<I, O>, inputs: Iterable<I>, options: MapOptions = {}): AsyncIterableIterator<Awaited<O>, undefined> {
    checkAtLeastOne('chunkSize', options.chunkSize ?? 1)
    const { clock } = this.#pool
    if (this.#chunked && (options.chunkSize ?? 1) > 1) {
      return mapInputs(inputs, (chunk) => this.#submitChunk(task, chunk), options, clock)
    }
    const single = { ...options, chunkSize: 1 }
    return mapInputs(inputs, (chunk) => alone(this.#pool.submit(task, chunk[0]) as Future<Awaited<O>>), single, clock)
  }

  /**
   * Changes how many workers there may be, while tasks run: more start on demand, too many end when they are idle.
   * No counterpart in CPython.
   * @throws RangeError unless `maxWorkers` is a whole number of at least 1, and of at least `minWorkers`
   */
  resize(maxWorkers: number): void {
    this.#pool.resize(checkMaxWorkers(maxWorkers))
  }

  /**
   * Ends all workers now and takes no more tasks; tasks that wait or execute are cancelled. Processes get SIGTERM, and
   * after a second SIGKILL. Resolves when all have ended, and never rejects.
   * CPython 3.14: `ProcessPoolExecutor.terminate_workers`; threads can be ended here too.
   */
  terminateWorkers(): Promise<void> {
    return this.#pool.terminateWorkers()
  }

  /** As `terminateWorkers`, with SIGKILL at once. CPython 3.14: `ProcessPoolExecutor.kill_workers`. */
  killWorkers(): Promise<void> {
    return this.#pool.terminateWorkers(false)
  }

  #submitChunk<I, O>(task: TaskRef<I, O>, inputs: I[]): ChunkResult<Awaited<O>> {
    const chunk: Chunk<I> = { task, inputs }
    return this.#pool.submit(RUN_CHUNK, chunk) as Future<Awaited<O>[]>
  }

  /** `await using pool = ...` does `shutdown` at the end of the block. Never rejects. CPython: `with`, `__exit__`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown()
  }
}

/** A future as a chunk of one. */
function alone<O>(future: Future<O>): ChunkResult<O> {
  return {
    result: (timeoutMs) => future.result(timeoutMs).then((value) => [value]),
    cancel: () => future.cancel(),
    done: () => future.done(),
  }
}

/** @throws RangeError unless it is a whole number of at least 1. CPython: ValueError for max_workers <= 0 */
export function checkMaxWorkers(maxWorkers: number, name = 'maxWorkers'): number {
  if (!Number.isInteger(maxWorkers) || maxWorkers < 1) {
    throw new RangeError(`${name} must be a whole number of at least 1, not ${maxWorkers}`)
  }
  return maxWorkers
}
