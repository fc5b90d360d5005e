import { fileURLToPath } from 'node:url'
import { FixedClusterPool, FixedThreadPool } from 'poolifier'
import { WORKERS, type OpenPool } from './pool.ts'

const THREAD = fileURLToPath(new URL('../workers/poolifier-thread.mjs', import.meta.url))
const PROCESS = fileURLToPath(new URL('../workers/poolifier-cluster.cjs', import.meta.url))

/** As it comes it sends each task to a worker at once; tuned, it queues, and gives each worker several. */
export const openPool: OpenPool = ({ kind, setting }) => {
  const options = setting === 'tuned' ? { enableTasksQueue: true, tasksQueueOptions: { concurrency: 16 } } : {}
  const pool =
    kind === 'thread'
      ? new FixedThreadPool<number>(WORKERS, THREAD, options)
      : new FixedClusterPool<number>(WORKERS, PROCESS, options)
  return { run: (input) => pool.execute(input), close: () => pool.destroy() }
}
