import { MODELS, OWN_TASK, UsageError, type Params } from '../contract/index.ts'
import { readInteger } from './assignments.ts'

/** The options that make a run of your own task. */
export interface OwnOptions {
  readonly as?: string
  readonly workers?: string
  readonly inputs?: string
  readonly tasks?: string
  readonly export?: string
  readonly command?: string
  readonly taskTimeout?: string
  readonly memory?: string
  readonly watch?: boolean
}

const MODULE = /[.][cm]?[jt]s$|^[.~]?[\\/]|^\.\.?[\\/]/
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 }
const UNIT_MB: Readonly<Record<string, number>> = { mb: 1, mib: 1, m: 1, gb: 1024, gib: 1024, g: 1024 }
const MAX = 1_000_000

/** Whether the first argument of `run` names a module, and no preset. */
export const isModule = (name: string): boolean => name === OWN_TASK || MODULE.test(name)

/**
 * The parameters of a run of your own task.
 * @param module what stands in the place of a preset; null without
 * @throws UsageError for a number, a time or a size that cannot be read
 */
export function readOwn(module: string | null, options: OwnOptions): Params {
  const { as, workers, inputs, tasks, command, taskTimeout, memory } = options
  return {
    ...(module === null || module === OWN_TASK ? {} : { path: module }),
    ...(command === undefined ? {} : { command }),
    ...(as === undefined ? {} : { as }),
    ...(workers === undefined ? {} : { workers: readInteger('--workers', workers, 1, MAX) }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(tasks === undefined ? {} : { tasks: readInteger('--tasks', tasks, 0, MAX) }),
    ...(options.export === undefined ? {} : { export: options.export }),
    ...(taskTimeout === undefined ? {} : { timeoutMs: readAmount('--task-timeout', taskTimeout, UNIT_MS, '5s, 500ms or 2m') }),
    ...(memory === undefined ? {} : { memoryMb: readAmount('--memory', memory, UNIT_MB, '256MB or 2GB') }),
  }
}

/** Why options of your own task do not go with a preset; null without any. */
export function misplaced(preset: string, options: OwnOptions): UsageError | null {
  const given = (['as', 'workers', 'inputs', 'tasks', 'export', 'command', 'taskTimeout', 'memory', 'watch'] as const).find((name) => options[name] !== undefined)
  if (given === undefined) return null
  const option = given === 'taskTimeout' ? '--task-timeout' : `--${given}`
  const hint = given === 'workers' || given === 'tasks' ? ` For a preset use --set ${given}=...` : ''
  return new UsageError(`${option} is for a task of your own, a module or --command, and "${preset}" is a preset.${hint}`)
}

export const MODEL_NAMES = MODELS.join(', ')

function readAmount(option: string, text: string, units: Readonly<Record<string, number>>, examples: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = unit === '' && number === '0' ? 1 : units[unit.toLowerCase()]
  if (number === '' || factor === undefined) throw new UsageError(`${option} takes a number with its unit, for example ${examples}, not "${text}".`)
  return Number(number) * factor
}
