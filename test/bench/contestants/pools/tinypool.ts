import Tinypool from 'tinypool'
import { TASKS_MODULE, WORKERS, type OpenPool } from './pool.ts'

/** Tuned: several tasks at a worker. */
export const openPool: OpenPool = ({ kind, task, setting }) => {
  const pool = new Tinypool({
    filename: TASKS_MODULE.href,
    name: task,
    runtime: kind === 'thread' ? 'worker_threads' : 'child_process',
    minThreads: WORKERS,
    maxThreads: WORKERS,
    ...(setting === 'tuned' ? { concurrentTasksPerWorker: 16 } : {}),
  })
  return { run: (input) => pool.run(input) as Promise<unknown>, close: () => pool.destroy() }
}
