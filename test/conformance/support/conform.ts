import { afterEach, describe, it } from 'vitest'
import { EventLoopExecutor, ProcessPoolExecutor, ThreadPoolExecutor, type Executor, type PoolOptions } from '#engine/executors/index.js'
import { caseOf, type Subject } from '../cases.ts'

export type Options = PoolOptions & { readonly maxWorkers?: number }
/** Makes an executor, which is ended with the test at the latest. */
export type Open = (options?: Options) => Executor

const opened: Executor[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((executor) => executor.killWorkers()))
})

const OPEN: Partial<Record<Subject, Open>> = {
  'thread pool': (options) => new ThreadPoolExecutor(options),
  'process pool': (options) => new ProcessPoolExecutor(options),
  // One worker is what it has.
  'event loop': ({ maxWorkers: _, ...options } = {}) => new EventLoopExecutor(options),
}

/** Registers the test of a case for each of its subjects; the table in `cases.ts` says which those are. */
export function conform(number: number, test: (open: Open, subject: Subject) => void | Promise<void>): void {
  const { name, subjects } = caseOf(number)
  describe(name, () => {
    for (const subject of subjects) {
      it(subject, async () => {
        await test((options) => remember(OPEN[subject], options), subject)
      })
    }
  })
}

function remember(open: Open | undefined, options: Options | undefined): Executor {
  if (open === undefined) throw new Error('this case is not about executors')
  const executor = open(options)
  opened.push(executor)
  return executor
}
