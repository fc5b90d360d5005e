import { FixedQueue, Piscina } from 'piscina'
import { TASKS_MODULE, WORKERS, type OpenPool } from './pool.ts'

/** Tuned: several tasks at a worker, and the queue that its documentation calls the faster one for long queues. */
export const openPool: OpenPool = ({ task, setting }) => {
  const pool = new Piscina<number, unknown>({
    filename: TASKS_MODULE.href,
    name: task,
    minThreads: WORKERS,
    maxThreads: WORKERS,
    ...(setting === 'tuned' ? { concurrentTasksPerWorker: 16, taskQueue: new FixedQueue() } : {}),
  })
  return { run: (input) => pool.run(input), close: () => pool.destroy() }
}
