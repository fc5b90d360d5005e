import { OWN_TASK, type Model } from '../../contract/own-task.ts'

/** Why the tasks of a technique cannot be swept as a model, for people; null where they can. */
export function sweepRefusal(technique: string, as: Model): string | null {
  if (technique === 'network' && as !== 'threads') return 'its requests are made by threads only.'
  const isQueue = technique === 'thread-queue' || technique === 'process-queue'
  return isQueue && as !== 'threads' && as !== 'processes' ? 'it needs producers and consumers, which are threads or processes.' : null
}

/** Whether there is a number of workers to choose; otherwise there is one point only. */
export const hasSizes = (preset: string, as: Model): boolean =>
  as === 'threads' || as === 'processes' || (preset === OWN_TASK && as === 'event-loop')

/** Technique of the presets and your own task whose tasks can arrive at a rate. */
export const canArrive = (technique: string): boolean =>
  !['thread-queue', 'process-queue', 'network', 'event-loop'].includes(technique)
