import { availableParallelism } from 'node:os'
import { openThread } from './channels/thread-channel.ts'
import { checkMaxWorkers, Executor } from './executor.ts'
import type { PoolOptions } from './pool/options.ts'
import { Pool } from './pool/pool.ts'

/** Options of a `ThreadPoolExecutor`. */
export interface ThreadPoolOptions extends PoolOptions {
  /** Threads at most. Default min(32, cores + 4), as CPython: `max_workers`. */
  readonly maxWorkers?: number
}

/**
 * Runs tasks in worker threads. Threads start on demand and idle ones are used again.
 * CPython: `concurrent.futures.ThreadPoolExecutor`; unlike there, inputs and outputs are copied (structured clone).
 */
export class ThreadPoolExecutor extends Executor {
  /** @throws RangeError when one of the `options` is out of its range */
  constructor(options: ThreadPoolOptions = {}) {
    const maxWorkers = checkMaxWorkers(options.maxWorkers ?? Math.min(32, availableParallelism() + 4))
    super(new Pool({ open: openThread, concurrency: 'one', maxWorkers, workerKind: 'thread' }, options))
  }
}
