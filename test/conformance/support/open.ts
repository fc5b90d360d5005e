import { onTestFinished } from 'vitest'
import { EventLoopExecutor, ProcessPoolExecutor, ThreadPoolExecutor, type EventLoopOptions, type Executor } from '#engine/executors/index.js'

export const EXECUTORS = ['thread pool', 'process pool', 'event loop'] as const
export const POOLS = ['thread pool', 'process pool'] as const
export type ExecutorKind = (typeof EXECUTORS)[number]

export type Options = EventLoopOptions & { readonly maxWorkers?: number }

/** Makes an executor, which is ended with the test at the latest. */
export function openExecutor(kind: ExecutorKind, options: Options = {}): Executor {
  const executor = create(kind, options)
  onTestFinished(() => executor.killWorkers())
  return executor
}

function create(kind: ExecutorKind, options: Options): Executor {
  if (kind === 'thread pool') return new ThreadPoolExecutor(options)
  if (kind === 'process pool') return new ProcessPoolExecutor(options)
  const { maxWorkers: _, ...others } = options // one worker is what it has
  return new EventLoopExecutor(others)
}
