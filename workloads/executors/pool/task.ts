import type { AbortSignalLike } from '../../contract/index.ts'
import type { Future, FutureOwner } from '../future.ts'
import type { Transferable } from '../channels/channel.ts'
import type { Follower } from './aborts.ts'
import type { PoolFunction } from './functions.ts'

/** What `submit` takes beside the task and its input. */
export interface SubmitOptions {
  /** Aborting cancels the task: before it starts at once, while it executes through its own signal. */
  readonly signal?: AbortSignalLike
  /**
   * Longest run time, above 0. A task that exceeds it fails with TaskTimeoutError and is stopped with its worker, which
   * is replaced; on an event loop it is told to stop by its signal.
   */
  readonly timeoutMs?: number
  /** Smaller first, in pools with a priority queue. Default 0. */
  readonly priority?: number
  /** Buffers and ports in the input that are moved to the worker; buffers are copied otherwise (threads only). */
  readonly transfer?: readonly Transferable[]
  /** A number that telemetry shows with the task: an index into the run's `kinds`. Default 0. */
  readonly kind?: number
  /**
   * When the task was due, in ms of `process.hrtime`, if it is submitted later than that: its wait counts from there.
   * A submitter that falls behind would otherwise hide the wait that it causes ("coordinated omission").
   */
  readonly dueMs?: number
}

/** A task in the hands of a worker. */
export interface Sent {
  /** By which the worker names it. */
  readonly id: number
  /** It may be taken back. A task that came alone to an idle worker counts as started at once: claims cost time. */
  readonly claim: boolean
  readonly expectedMs: number
  /** null once the pool has taken it back. */
  task: PoolTask | null
  /** It has its outcome and may run on all the same. */
  stray: boolean
}

/** The pool's hands, as a task needs them. */
export interface TaskOwner {
  /** Takes a task back that has not started; false when that is too late or cannot be known. */
  reclaim(task: PoolTask): boolean
  isPrefetched(task: PoolTask): boolean
}

/** One submitted task inside a pool. */
export class PoolTask implements FutureOwner, Follower {
  readonly fn: PoolFunction
  readonly input: unknown
  readonly options: SubmitOptions
  readonly submittedMs: number
  /** Submission rank, from the observer. */
  readonly rank: number
  /** Set by the pool right after construction; the future needs the task first. */
  future: Future<unknown> | null = null
  dispatchedMs = 0
  /** The pool's worker that has it, or null while it is queued. */
  place: object | null = null
  /** As what that worker has it. */
  sent: Sent | null = null
  /** Of those that follow its signal. */
  followerIndex = -1
  /** Ends the timer of its time limit. */
  stopTimer: (() => void) | null = null
  readonly #owner: TaskOwner

  constructor(owner: TaskOwner, fn: PoolFunction, input: unknown, options: SubmitOptions, at: number, rank: number) {
    this.#owner = owner
    this.fn = fn
    this.input = input
    this.options = options
    this.submittedMs = at
    this.rank = rank
  }

  reclaim(): boolean {
    return this.#owner.reclaim(this)
  }

  /** Work that others may have to wait for behind this task; Infinity when that cannot be told. */
  get expectedMs(): number {
    // A task with a time limit must be alone at its worker, or its time could not be told from its wait.
    return this.options.timeoutMs === undefined ? this.fn.expectedMs : Infinity
  }

  isPrefetched(): boolean {
    return this.#owner.isPrefetched(this)
  }
}
