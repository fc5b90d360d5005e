import type { ResourceLimits } from 'node:worker_threads'
import type { AbortSignalLike, Clock } from '../../contract/index.ts'
import type { Observer } from '../../telemetry/observer.ts'

/** Options that all executors share. */
export interface PoolOptions {
  /** Gets telemetry; none by default. */
  readonly observer?: Observer
  /** Aborting does `terminateWorkers`, at once. */
  readonly signal?: AbortSignalLike
  /** Runs once in each worker before its first task. If it fails, the pool is broken. CPython: `initializer`. */
  readonly initializer?: { readonly module: string; readonly name: string; readonly input: unknown }
  /** Default `fifo`. `priority`: smaller `priority` first, in submission order among equals. */
  readonly queue?: 'fifo' | 'priority'
  /**
   * Each result is sent as its task ends, so that none is lost with its worker. Default: together with those of the next
   * 0.5 ms, which short tasks gain much from.
   */
  readonly reportAtOnce?: boolean
  /** Tasks that may wait; above it `submit` throws `QueueFullError`. Unlimited by default. */
  readonly maxQueue?: number
  /**
   * A worker that dies takes with it what it executes. `replace` (default): only that fails, and a new worker takes its
   * place. `break`: as CPython's process pool, everything fails and the pool is broken. Three in a row that end before
   * they can take a task break it either way.
   */
  readonly onWorkerLost?: 'replace' | 'break'
  /** Workers kept though they are idle. Default 0; they start on demand all the same. */
  readonly minWorkers?: number
  /** Idle workers above `minWorkers` end after this time. Default: they stay until the shutdown, as in CPython. */
  readonly idleTimeoutMs?: number
  /** A worker ends after this many tasks, and a fresh one takes its place. CPython: `max_tasks_per_child`. */
  readonly maxTasksPerWorker?: number
  /** Start of the names of worker threads. Default 'poolscope'. CPython: `thread_name_prefix`. */
  readonly workerNamePrefix?: string
  /** Memory limits of workers, in MiB; of a process `maxOldGenerationSizeMb` only. One that reaches them is lost. */
  readonly resourceLimits?: ResourceLimits
  /**
   * Longest run time of each task, above 0. One that exceeds it fails with TaskTimeoutError, and its worker is replaced; on
   * an event loop it is told to stop by its signal, and a loop that stands still is replaced. For tasks that are short
   * otherwise it costs less than `timeoutMs` of each.
   */
  readonly taskTimeoutMs?: number
  /** Gets the stack of a worker whose task exceeded its time limit, before the worker is ended; not of one that cannot tell. */
  readonly onTimeoutStack?: (stack: string) => void
  /** For tests. */
  readonly clock?: Clock
}

/** @throws RangeError for an option that is out of its range */
export function checkPoolOptions(options: PoolOptions, maxWorkers: number): void {
  const { maxQueue, minWorkers, maxTasksPerWorker, idleTimeoutMs, taskTimeoutMs } = options
  checkWhole('maxQueue', maxQueue, 1)
  checkWhole('minWorkers', minWorkers, 0)
  checkWhole('maxTasksPerWorker', maxTasksPerWorker, 1)
  checkTimeLimit(taskTimeoutMs)
  if (minWorkers !== undefined && minWorkers > maxWorkers) {
    throw new RangeError(`minWorkers (${minWorkers}) must not be above maxWorkers (${maxWorkers})`)
  }
  if (idleTimeoutMs !== undefined && !(idleTimeoutMs >= 0)) {
    throw new RangeError(`idleTimeoutMs must not be negative, and it is ${idleTimeoutMs}`)
  }
}

/** @throws RangeError for a time limit that no task can keep */
export function checkTimeLimit(timeoutMs: number | undefined): void {
  if (timeoutMs === undefined || timeoutMs > 0) return
  throw new RangeError(`timeoutMs, the time limit of a task, must be above 0, not ${timeoutMs}`)
}

function checkWhole(name: string, value: number | undefined, least: number): void {
  if (value === undefined || value === Infinity || (Number.isInteger(value) && value >= least)) return
  throw new RangeError(`${name} must be a whole number of at least ${least}, not ${value}`)
}

/** Options of `Executor.shutdown`. */
export interface ShutdownOptions {
  /** Resolve only when all workers have ended. Default true. CPython: `wait`. */
  readonly wait?: boolean
  /** Cancel the tasks that have not started. Default false. CPython: `cancel_futures`. */
  readonly cancelFutures?: boolean
  /** After this time what has not ended is cancelled, with its worker. Default: as long as it takes. */
  readonly deadlineMs?: number
}
