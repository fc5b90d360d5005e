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

/** Runs tasks in workers. CPython: `concurrent.futures.Executor`. */
export abstract class Executor {
  readonly #pool: Pool
  readonly #chunked: boolean

  /** @param chunked whether `map` may send several inputs as one task */
  protected constructor(pool: Pool, chunked = false) {
    this.#pool = pool
    this.#chunked = chunked
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

  /**
   * `submit` for callers that may wait: resolves with the future once the queue has room.
   * Rejects as `submit` throws, but for QueueFullError; and with the signal's reason when it is aborted meanwhile.
   */
  async submitWhenRoom<I, O>(
    task: TaskRef<I, O>,
    ...[input, options]: SubmitArguments<I>
  ): Promise<Future<Awaited<O>>> {
    return (await this.#pool.submitWhenRoom(task, input, options)) as Future<Awaited<O>>
  }

  /**
   * `task(input)` for each input, in their order. CPython: `map`; see `MapOptions` for laziness, chunks and timeout.
   * @throws RangeError for a `bufferSize` or `chunkSize` below 1; as `submit`
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

  /** Changes the most workers while tasks run: more start on demand, too many end when they are idle. */
  resize(maxWorkers: number): void {
    this.#pool.resize(checkMaxWorkers(maxWorkers))
  }

  /**
   * Ends all workers now; tasks that wait or execute are cancelled. Processes get SIGTERM first.
   * CPython 3.14: `terminate_workers`.
   */
  terminateWorkers(): Promise<void> {
    return this.#pool.terminateWorkers()
  }

  /** As `terminateWorkers`, with SIGKILL. CPython 3.14: `kill_workers`. */
  killWorkers(): Promise<void> {
    return this.#pool.terminateWorkers(false)
  }

  #submitChunk<I, O>(task: TaskRef<I, O>, inputs: I[]): ChunkResult<Awaited<O>> {
    const chunk: Chunk<I> = { task, inputs }
    return this.#pool.submit(RUN_CHUNK, chunk) as Future<Awaited<O>[]>
  }

  /** `await using pool = ...` waits for the tasks at the end of the block, as Python's `with`. */
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
export function checkMaxWorkers(maxWorkers: number): number {
  if (!Number.isInteger(maxWorkers) || maxWorkers < 1) {
    throw new RangeError(`maxWorkers must be a whole number of at least 1, not ${maxWorkers}`)
  }
  return maxWorkers
}
