import type { RunEvent, When } from '../../contract/index.ts'

/** What can happen in a run, as people say it. */
export const EVENT_WORDS: Readonly<Record<RunEvent, string>> = {
  'worker-up': 'the first worker is up',
  'task-ended': 'the first task has ended',
  'task-failed': 'a task has failed',
  overtaken: 'a task overtakes another',
  'queue-full': 'the queue is full',
  'producer-waits': 'a producer waits',
  'consumer-waits': 'a consumer waits',
  'worker-lost': 'a worker is lost',
  'worker-replaced': 'a worker is replaced',
  'loop-blocked': 'the event loop is blocked',
  'knob-turned': 'a knob was turned',
  warning: 'the run warns',
  finished: 'the run has ended',
}

/** A moment of a run: `50% of the tasks have ended`. */
export function whenWords({ event, ended, depth, atMs }: When): string {
  if (event !== undefined) return EVENT_WORDS[event]
  if (ended !== undefined) return `${Math.round(ended * 100)}% of the tasks have ended`
  if (depth !== undefined) return `${depth} tasks wait in the queue`
  return `${atMs ?? 0} ms of the run have passed`
}
