import { TimeoutError, type Clock, type TaskRef } from '../contract/index.ts'
import type { Future } from './future.ts'
import { iterate } from './iterate.ts'

/** Options of `Executor.map`. */
export interface MapOptions {
  /** One deadline for all results, counted from the call. CPython: `timeout`. */
  readonly timeoutMs?: number
  /**
   * Results that may be computed ahead of the caller. Without it all inputs are read and submitted at once; with it
   * `map` is lazy and works on endless inputs. Counted in inputs, whole chunks of them. CPython 3.14: `buffersize`.
   */
  readonly bufferSize?: number
  /** Inputs that travel and run as one task; processes only. Default 1. CPython: `chunksize`. */
  readonly chunkSize?: number
}

/** A chunk of inputs at work: as much of a future as `map` needs. */
export interface ChunkResult<O> extends Pick<Future<unknown>, 'cancel' | 'done'> {
  result(timeoutMs?: number): Promise<O[]>
}

/** Sent in place of the function when inputs travel in chunks; see `entry/chunk.ts`. */
export interface Chunk<I> {
  readonly task: TaskRef
  readonly inputs: I[]
}

/**
 * Results in the order of the inputs; the first error is thrown at its place. A timeout, a `break` or an error cancels
 * what has not started. CPython: `Executor.map`.
 * @throws RangeError for a `bufferSize` or `chunkSize` below 1; what `inputs` or `submit` throw
 */
export function mapInputs<I, O>(
  inputs: Iterable<I>,
  submit: (inputs: I[]) => ChunkResult<O>,
  { timeoutMs, bufferSize, chunkSize = 1 }: MapOptions,
  clock: Clock,
): AsyncIterableIterator<O, undefined> {
  if (bufferSize !== undefined) checkAtLeastOne('bufferSize', bufferSize)
  checkAtLeastOne('chunkSize', chunkSize)
  const deadlineMs = timeoutMs === undefined ? null : clock.nowMs() + timeoutMs
  const source = chunks(inputs, chunkSize)
  const futures: ChunkResult<O>[] = []
  let ready: O[] = []
  let done = false

  const fill = (): void => {
    while (!done && (bufferSize === undefined || futures.length * chunkSize < bufferSize)) {
      const next = source.next()
      if (next.done === true) done = true
      else futures.push(submit(next.value))
    }
  }
  const stop = (): void => {
    done = true
    for (const future of futures.splice(0)) future.cancel()
    source.return(undefined)
  }
  try {
    fill()
  } catch (error) {
    stop() // those submitted before have nobody to fetch their results
    throw error
  }

  const step = async (): Promise<IteratorResult<O, undefined>> => {
    if (ready.length === 0) {
      const future = futures[0]
      if (future === undefined) return { done: true, value: undefined }
      const leftMs = deadlineMs === null ? undefined : Math.max(0, deadlineMs - clock.nowMs())
      try {
        ready = (await future.result(leftMs)).slice()
      } catch (error) {
        throw future.done() ? error : new TimeoutError(`map: no result within ${String(timeoutMs)} ms`)
      }
      futures.shift()
      fill()
    }
    return { done: false, value: ready.shift() as O }
  }
  return iterate(step, stop)
}

/** @throws RangeError unless it is a whole number of at least 1 */
export function checkAtLeastOne(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw new RangeError(`${name} must be a whole number of at least 1, not ${value}`)
}

function* chunks<T>(items: Iterable<T>, size: number): Generator<T[], undefined, undefined> {
  let chunk: T[] = []
  for (const item of items) {
    chunk.push(item)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
  return undefined
}
