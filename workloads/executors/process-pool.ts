import { availableParallelism } from 'node:os'
import { openProcess } from './channels/process-channel.ts'
import { checkMaxWorkers, Executor } from './executor.ts'
import type { PoolOptions } from './pool/options.ts'
import { Pool } from './pool/pool.ts'

/** Options of a `ProcessPoolExecutor`. */
export interface ProcessPoolOptions extends PoolOptions {
  /** Processes at most. Default: the number of cores, as CPython: `max_workers`. */
  readonly maxWorkers?: number
}

/**
 * Runs tasks in child processes, which start on demand. CPython: `concurrent.futures.ProcessPoolExecutor`; inputs and
 * outputs are copied as by structured clone, not pickled.
 */
export class ProcessPoolExecutor extends Executor {
  /** @throws RangeError when one of the `options` is out of its range */
  constructor(options: ProcessPoolOptions = {}) {
    const maxWorkers = checkMaxWorkers(options.maxWorkers ?? availableParallelism())
    super(new Pool({ open: openProcess, concurrency: 'one', maxWorkers, workerKind: 'process' }, options), true)
  }
}
