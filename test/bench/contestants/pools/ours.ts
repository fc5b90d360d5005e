import type { TaskRef } from '#engine/contract/tasks.js'
import { ProcessPoolExecutor, ThreadPoolExecutor } from '#engine/executors/index.js'
import { Observation } from '../observe.ts'
import { TASKS_MODULE, WORKERS, type BenchPool, type OpenPool, type TaskName } from './pool.ts'

export const taskRef = (name: TaskName): TaskRef<number> => ({ module: TASKS_MODULE.href, name })

/** With telemetry on. */
export const openPool: OpenPool = ({ kind, task }) => openOurs(kind, task, new Observation())

/** @param observation null: telemetry off */
export function openOurs(kind: 'thread' | 'process', task: TaskName, observation: Observation | null): BenchPool {
  const Executor = kind === 'thread' ? ThreadPoolExecutor : ProcessPoolExecutor
  const observer = observation === null ? {} : { observer: observation.recorder }
  const pool = new Executor({ maxWorkers: WORKERS, ...observer })
  const ref = taskRef(task)
  return {
    run: (input) => pool.run(ref, input),
    close: () => pool.shutdown(),
    resume: () => observation?.resume(),
    rest: () => observation?.rest(),
  }
}
