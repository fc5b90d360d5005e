import path from 'node:path'
import { z } from 'zod'
import { MODEL_WORDS, MODELS, OWN_TASK, TECHNIQUE_OF_MODEL, type Model, type Params, type RunInfo } from '../contract/index.ts'
import { arrivalShape, choice, integerParam, numberParam } from '../tasks/index.ts'

/** Tasks of a run at most. */
export const MAX_TASKS = 1_000_000
/** Without inputs: that many tasks, whose inputs are 0, 1, 2, ... */
export const DEFAULT_TASKS = 100
/** Threads or processes, which are as costly as they are many. */
export const MAX_WORKERS = 64
/** Tasks at a time on an event loop, which cost next to nothing. */
export const MAX_CONCURRENT = 1_024

/** A task that runs longer is likely to run for ever. */
const DEFAULT_TIMEOUT_MS = 60_000

export const ownTaskSchema = z.object({
  path: z.string().default('').meta({ label: 'Module', widget: 'file', help: 'A JavaScript or TypeScript file of this machine that exports a function “task”.' }),
  as: choice(MODELS).default('threads').meta({
    label: 'Run as',
    choiceLabels: { ...MODEL_WORDS, serial: 'serial: one after the other' } satisfies Record<Model, string>,
  }),
  workers: integerParam(1, MAX_CONCURRENT, 4, {
    label: 'Workers',
    help: 'On an event loop: tasks at a time. Serial has one.',
    showWhen: { name: 'as', values: ['threads', 'processes', 'event-loop'] },
  }),
  inputs: z.string().default('').meta({
    label: 'Inputs',
    widget: 'file',
    help: 'A JSON, JSON lines or CSV file. Without one, what the module’s “inputs” gives.',
  }),
  tasks: integerParam(0, MAX_TASKS, 0, { label: 'Tasks', help: `At most this many. 0: all inputs, or ${DEFAULT_TASKS} where there are none.` }),
  ...arrivalShape('When the tasks are submitted. At a rate, inputs come again where “Tasks” are more than there are.'),
  timeoutMs: numberParam(0, 86_400_000, DEFAULT_TIMEOUT_MS, {
    label: 'Time limit',
    unit: 'ms',
    help: 'A task that runs longer is stopped with its worker, which is replaced. 0: no limit.',
  }),
  memoryMb: integerParam(0, 65_536, 0, {
    label: 'Memory limit',
    unit: 'MiB',
    help: 'Of the heap of each worker. One that reaches it is lost and replaced. 0: no limit.',
  }),
  export: z.string().default('').meta({ label: 'Function', help: 'Its name. Without one: “task”, else the default export.' }),
  command: z.string().default('').meta({
    label: 'Command',
    help: 'In place of a module: a program and its arguments, with {in} and {out}. No shell reads it.',
  }),
})
export type OwnTaskParams = z.infer<typeof ownTaskSchema>

/** What a run of your own task is called: after its file, or the program of its command. */
export function ownNames(params: Params): Pick<RunInfo, 'preset' | 'technique' | 'title'> {
  const { path: file, command, as } = ownTaskSchema.parse(params)
  const title = file === '' ? path.basename(command.trim().split(/\s+/)[0] ?? '') : path.basename(file)
  return { preset: OWN_TASK, technique: TECHNIQUE_OF_MODEL[as], title }
}
