import type { WorkerInfo } from '../../../workloads/contract/index.ts'

/** A thread that is ready, with what is to be different. */
export const workerInfo = (index: number, given: Partial<WorkerInfo> = {}): WorkerInfo => ({
  index,
  id: `thread ${index + 1}`,
  kind: 'thread',
  role: 'worker',
  state: 'ready',
  pid: 1,
  threadId: null,
  startedMs: 0,
  readyMs: 0,
  endedMs: null,
  replaces: null,
  exitCode: null,
  tasks: 0,
  cpuMs: 0,
  maxMemoryBytes: 0,
  ...given,
})
