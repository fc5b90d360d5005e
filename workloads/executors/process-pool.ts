import { availableParallelism } from 'node:os'
import { openProcess } from './channels/process-channel.ts'
import { checkMaxWorkers, Executor } from './executor.ts'
import type { PoolOptions } from './pool/options.ts'
import { Pool } from './pool/pool.ts'

export interface ProcessPoolOptions extends Omit<PoolOptions, 'resourceLimits'> {
  /** Default: the number of cores, as CPython. */
  readonly maxWorkers?: number
}

/** Runs tasks in child processes. CPython: `concurrent.futures.ProcessPoolExecutor`. */
export class ProcessPoolExecutor extends Executor {
  constructor(options: ProcessPoolOptions = {}) {
    const maxWorkers = checkMaxWorkers(options.maxWorkers ?? availableParallelism())
    super(new Pool({ open: openProcess, concurrency: 'one', maxWorkers, workerKind: 'process' }, options), true)
  }
}
