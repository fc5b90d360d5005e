import { EventLoopExecutor, ProcessPoolExecutor, ThreadPoolExecutor, type Executor, type PoolOptions } from '../executors/index.ts'
import type { Observer } from '../telemetry/observer.ts'
import type { OwnTaskParams } from './schema.ts'
import type { OwnSource } from './source.ts'

/** A command ends its process at its time limit by itself; its worker is ended only when that did not help. */
const COMMAND_GRACE_MS = 5_000

/** What workers load; the user's module is loaded by it, in the worker. */
export const ENTRY = new URL('./entry/tasks.js', import.meta.url).href

/** An executor of the model that is chosen, whose workers have loaded the task. */
export function openPool(params: OwnTaskParams, source: OwnSource, observer: Observer, onTimeoutStack: (stack: string) => void): Executor {
  const { as, workers, timeoutMs } = params
  const options: PoolOptions = {
    observer,
    onTimeoutStack,
    reportAtOnce: true, // a module that is being written may end its worker at any time
    initializer: { module: ENTRY, name: 'prepare', input: source },
    ...memoryLimit(params),
    ...(timeoutMs > 0 ? { taskTimeoutMs: timeoutMs + (source.command === null ? 0 : COMMAND_GRACE_MS) } : {}),
  }
  switch (as) {
    case 'threads':
      return new ThreadPoolExecutor({ ...options, maxWorkers: workers })
    case 'serial':
      return new ThreadPoolExecutor({ ...options, maxWorkers: 1 })
    case 'processes':
      return new ProcessPoolExecutor({ ...options, maxWorkers: workers })
    case 'event-loop':
      return new EventLoopExecutor({ ...options, maxConcurrency: workers })
  }
}

export function memoryLimit({ memoryMb }: OwnTaskParams): Pick<PoolOptions, 'resourceLimits'> {
  return memoryMb > 0 ? { resourceLimits: { maxOldGenerationSizeMb: memoryMb } } : {}
}
