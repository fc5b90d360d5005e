import { openThread } from './channels/thread-channel.ts'
import { Executor } from './executor.ts'
import type { PoolOptions } from './pool/options.ts'
import { Pool } from './pool/pool.ts'

/**
 * Runs all tasks on the event loop of one thread of its own: each starts as soon as it arrives, and they take turns
 * where they await. A task that computes blocks the others, and nobody else. CPython: an `asyncio` loop in a thread.
 */
export class EventLoopExecutor extends Executor {
  /** @throws RangeError when one of the `options` is out of its range */
  constructor(options: PoolOptions = {}) {
    super(new Pool({ open: openThread, concurrency: 'many', maxWorkers: 1, workerKind: 'event-loop' }, options))
  }
}
