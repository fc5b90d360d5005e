/**
 * Poolscope as a library: executors, futures and queues with the semantics of Python's `concurrent.futures`, `queue`
 * and `asyncio`, and the techniques, presets and runs that the app is made of.
 */
export * from './contract/errors.ts'
export type { TaskContext, TaskRef } from './contract/tasks.ts'
export type { Preset } from './contract/preset.ts'
export type { Params, RunInfo, RunState, RunSummary } from './contract/run.ts'
export * from './executors/index.ts'
export {
  BlockingQueue,
  ProcessQueue,
  type BlockingQueueHandle,
  type BlockingQueueOptions,
  type ProcessQueueHandle,
  type ProcessQueueOptions,
} from './queues/index.ts'
export { PRESETS, findPreset } from './presets/index.ts'
export { TECHNIQUES, findTechnique, type Technique } from './techniques/index.ts'
export { startRun, type Run, type RunRequest } from './runs/index.ts'
export { TASKS } from './tasks/index.ts'
