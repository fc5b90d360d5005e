import { openThread } from './channels/thread-channel.ts'
import { checkMaxWorkers, Executor } from './executor.ts'
import type { PoolOptions } from './pool/options.ts'
import { Pool } from './pool/pool.ts'

/** Options of an `EventLoopExecutor`. */
export interface EventLoopOptions extends PoolOptions {
  /** Tasks that run at a time; the others wait in the queue. Default: all. CPython: `asyncio.Semaphore` around each. */
  readonly maxConcurrency?: number
}

/**
 * Runs all tasks on the event loop of one thread of its own: each starts as soon as it arrives, and they take turns
 * where they await. A task that computes blocks the others, and nobody else. CPython: an `asyncio` loop in a thread.
 */
export class EventLoopExecutor extends Executor {
  /** @throws RangeError when one of the `options` is out of its range */
  constructor(options: EventLoopOptions = {}) {
    const { maxConcurrency = Infinity } = options
    if (maxConcurrency !== Infinity) checkMaxWorkers(maxConcurrency, 'maxConcurrency')
    const kind = { open: openThread, concurrency: 'many', maxWorkers: 1, maxConcurrency, workerKind: 'event-loop' } as const
    super(new Pool(kind, options))
  }
}
