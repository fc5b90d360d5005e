import { CancelledError, WorkerLostError } from '#engine/contract/errors.js'
import { EventLoopExecutor, ProcessPoolExecutor, ThreadPoolExecutor, type Executor } from '#engine/executors/index.js'
import { jobOf, type Job } from '../faults/support/work.ts'
import { DEATH_MS, type Load } from './load.ts'
import { openBlockingQueueLoad, openProcessQueueLoad } from './queue-loads.ts'

/** Tasks that a pool has at a time. */
const AT_A_TIME = 100
const MIX = ['fast', 'fast', 'fast', 'fast', 'busy', 'asleep', 'fail', 'functionAsResult'] as const
function openExecutorLoad(name: string, executor: Executor, starts: Job['starts'], deadly: string): Load {
  let done = 0
  let deaths = 0
  let submitted = 0
  let ended = false
  const problems: string[] = []

  /** One of `AT_A_TIME` that submit a task, wait for it, and submit the next. */
  const work = async (): Promise<void> => {
    while (!ended) {
      const kind = MIX[submitted++ % MIX.length] ?? 'fast'
      const [result] = await Promise.allSettled([executor.run(jobOf(kind), { id: 0, starts })])
      done++
      const fails = kind === 'fail' || kind === 'functionAsResult'
      const wasLost = result.status === 'rejected' && result.reason instanceof WorkerLostError
      const isRight = wasLost || (result.status === 'rejected') === fails
      if (!isRight && problems.length < 10) problems.push(`${name}: ${kind} was ${JSON.stringify(result)}`)
    }
  }
  const kill = (): void => {
    executor.submit(jobOf(deadly), { id: 0, starts }).addDoneCallback(({ error }) => {
      if (error instanceof WorkerLostError) deaths++
      else if (!(error instanceof CancelledError)) problems.push(`${name}: ${deadly} did not end its worker: ${String(error)}`)
    })
  }
  const timer = setInterval(kill, DEATH_MS)
  const working = Array.from({ length: AT_A_TIME }, work)
  return {
    name,
    done: () => done,
    deaths: () => deaths,
    problems: () => problems,
    end: async () => {
      clearInterval(timer)
      ended = true
      await Promise.all(working)
      await executor.shutdown()
    },
  }
}

const shared = (): SharedArrayBuffer => new SharedArrayBuffer(4)

export const LOADS: readonly (() => Load | Promise<Load>)[] = [
  () => openExecutorLoad('thread pool', new ThreadPoolExecutor({ maxWorkers: 2, maxTasksPerWorker: 20_000 }), shared(), 'leave'),
  () => openExecutorLoad('process pool', new ProcessPoolExecutor({ maxWorkers: 2 }), '/dev/null', 'killItself'),
  () => openExecutorLoad('event loop', new EventLoopExecutor(), shared(), 'leave'),
  openBlockingQueueLoad,
  openProcessQueueLoad,
]
