import { MODELS, OWN_TASK } from '../../contract/own-task.ts'
import type { Params, RunInfo } from '../../contract/run.ts'
import { modelOf } from '../counterpart.ts'
import type { Pool } from './main-code.ts'
import { ownTaskCode, presetTaskCode, type TaskCodeAnswer } from './task-code.ts'

/** What a program is to do. */
export interface ProgramJob {
  readonly pool: Pool
  readonly task: TaskCodeAnswer
}

/**
 * The program that does the tasks of a run. A module of your own is imported by its name: the program belongs beside it.
 * @param cores workers, where the run says nothing of them
 */
export function programJob({ preset, technique, params }: Pick<RunInfo, 'preset' | 'technique' | 'params'>, cores: number): ProgramJob {
  const workers = params['workers'] ?? params['consumers']
  const own = MODELS.find((model) => preset === OWN_TASK && model === params['as'])
  const pool: Pool = { as: own ?? modelOf(technique) ?? 'threads', workers: typeof workers === 'number' ? workers : cores }
  return { pool, task: preset === OWN_TASK ? ownCode(params) : presetTaskCode(params) }
}

function ownCode(params: Params): TaskCodeAnswer {
  const text = (name: string): string => String(params[name] ?? '')
  if (text('command') !== '') return { reason: 'There is no program for a command: it is one.' }
  const module = text('path').split(/[\\/]/).at(-1) ?? ''
  if (module === '') return { reason: 'Choose a module first.' }
  const code = ownTaskCode({ module: `./${module}`, exportName: text('export'), inputsFile: text('inputs'), tasks: Number(params['tasks'] ?? 0) })
  return 'reason' in code ? code : { ...code, notes: [`Save it beside ${module}, which it imports.`, ...code.notes] }
}
