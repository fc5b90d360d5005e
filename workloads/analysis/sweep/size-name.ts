import type { Model } from '../../contract/own-task.ts'

/** `4 threads`, `1 process`, `the event loop`. */
export function sizeName(as: Model, workers: number): string {
  if (as === 'serial') return 'one task after the other'
  if (as === 'event-loop') return workers === 1 ? 'the event loop' : `the event loop with ${workers} tasks at a time`
  return `${workers} ${workers === 1 ? { threads: 'thread', processes: 'process' }[as] : as}`
}
