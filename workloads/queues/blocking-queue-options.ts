import { UsageError } from '../contract/errors.ts'
import type { QueueKind } from './shared/layout.ts'

export type { QueueKind } from './shared/layout.ts'

/** Options of a `BlockingQueue`. */
export interface BlockingQueueOptions {
  /** Most items in the queue; 0 or less: as many as the memory limit allows. CPython: `maxsize`. */
  readonly maxSize?: number
  /** CPython: `Queue`, `LifoQueue`, `PriorityQueue`. Default 'fifo'. */
  readonly kind?: QueueKind
  /** Most shared memory that the queue takes for items, in bytes. Default 256 MiB, at least 1 MiB, at most 2 GiB. */
  readonly memoryLimitBytes?: number
}

/** Options of whatever waits. */
export interface WaitOptions {
  /** How long to wait, from 0 on. Default: for ever. CPython: `timeout`. */
  readonly timeoutMs?: number
}

/** Options of whatever waits in an event loop. */
export interface AsyncWaitOptions extends WaitOptions {
  /** Gives up the wait; it rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** Options of puts. */
export interface PutOptions {
  /** In a 'priority' queue smaller numbers come out first. Default 0. CPython: the item itself, by `<`. */
  readonly priority?: number
}

const MIB = 1024 * 1024
const DEFAULT_LIMIT_BYTES = 256 * MIB
const MAX_LIMIT_BYTES = 2048 * MIB

const KINDS: readonly string[] = ['fifo', 'lifo', 'priority'] satisfies QueueKind[]

/** Options with their defaults. @throws UsageError when one does not fit */
export function checkOptions(options: BlockingQueueOptions): Required<BlockingQueueOptions> {
  const { maxSize = 0, kind = 'fifo', memoryLimitBytes = DEFAULT_LIMIT_BYTES } = options
  if (!Number.isInteger(maxSize)) throw new UsageError(`maxSize must be a whole number, not ${maxSize}.`)
  if (!KINDS.includes(kind)) throw new UsageError(`A queue's kind is one of ${KINDS.join(', ')}; "${kind}" is not.`)
  if (!(memoryLimitBytes >= MIB && memoryLimitBytes <= MAX_LIMIT_BYTES)) {
    throw new UsageError(`memoryLimitBytes must be from ${MIB} to ${MAX_LIMIT_BYTES}, not ${memoryLimitBytes}.`)
  }
  return { maxSize: Math.max(0, maxSize), kind, memoryLimitBytes: Math.floor(memoryLimitBytes) }
}

/** Milliseconds to wait; Infinity for ever. @throws UsageError when negative */
export function checkTimeout(timeoutMs: number | undefined): number {
  if (timeoutMs === undefined) return Infinity
  if (timeoutMs >= 0) return timeoutMs
  throw new UsageError(`timeoutMs must not be negative, and it is ${timeoutMs}.`)
}

/** @throws UsageError when it is not a number */
export function checkPriority(options: PutOptions): number {
  const { priority = 0 } = options
  if (Number.isNaN(priority)) throw new UsageError('The priority of an item must be a number.')
  return priority
}

/** The end of a wait. The clock is first read when there is something to wait for. */
export class Deadline {
  readonly #timeoutMs: number
  #endMs: number | undefined

  /** @throws UsageError for a negative time */
  constructor(options: WaitOptions) {
    this.#timeoutMs = checkTimeout(options.timeoutMs)
  }

  /** Milliseconds left, never negative; Infinity without a time-out. */
  remainingMs(): number {
    if (this.#timeoutMs === Infinity) return Infinity
    const now = performance.now()
    this.#endMs ??= now + this.#timeoutMs
    return Math.max(0, this.#endMs - now)
  }
}
