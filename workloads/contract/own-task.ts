/**
 * Your own task: how a run of it is asked for. It is requested as a preset is, by this id and parameters
 * (`workloads/own/schema.ts`), so that window, run files, library and comparison need to know nothing of it:
 *
 *     startRun({ preset: OWN_TASK, params: { path: '/home/me/my-task.ts', as: 'processes', workers: 4 } })
 */
export const OWN_TASK = 'own-task'

/** What can do the work of a run; of your own task, the value of the parameter `as`. */
export const MODELS = ['threads', 'processes', 'event-loop', 'serial'] as const
export type Model = (typeof MODELS)[number]

/** For people, within a sentence. */
export const MODEL_WORDS = {
  threads: 'threads',
  processes: 'processes',
  'event-loop': 'event loop',
  serial: 'serial',
} as const satisfies Record<Model, string>

/** What `RunInfo.technique` says of a run of your own task. */
export const TECHNIQUE_OF_MODEL = {
  threads: 'thread-pool',
  processes: 'process-pool',
  'event-loop': 'event-loop',
  serial: 'serial',
} as const satisfies Record<Model, string>
