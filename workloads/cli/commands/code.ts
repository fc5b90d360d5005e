import { availableParallelism } from 'node:os'
import path from 'node:path'
import { LIBRARIES, ownTaskCode, programJob, programOf, type TaskCodeAnswer } from '../../analysis/index.ts'
import { didYouMean, MODELS, parseParameters, UsageError, type Params } from '../../contract/index.ts'
import { readAssignments, readInteger } from '../assignments.ts'
import type { Terminal } from '../output.ts'
import { isModule, misplaced, readOwn, type OwnOptions } from '../own-request.ts'
import { openResultFile } from '../result-file.ts'

export interface CodeOptions extends OwnOptions {
  readonly for?: string
  readonly set?: readonly string[]
  readonly out?: string
  readonly force?: boolean
}

const MAX_WORKERS = 1_024

/**
 * Prints a program that does the tasks of a preset or a module, or writes it to a file. Nothing is run.
 * @throws UsageError where there is no such program, with the reason
 */
export async function code(name: string, options: CodeOptions, { out }: Terminal): Promise<void> {
  const library = oneOf('--for', options.for ?? 'poolscope', LIBRARIES)
  const workers = options.workers === undefined ? null : readInteger('--workers', options.workers, 1, MAX_WORKERS)
  const { as, size, task } = isModule(name) ? ownJob(name, options) : await presetJob(name, options)
  if ('reason' in task) throw new UsageError(task.reason)
  const program = programOf(library, { as: oneOf('--as', options.as ?? as, MODELS), workers: workers ?? size ?? availableParallelism() }, task)
  if ('reason' in program) throw new UsageError(program.reason)
  const file = await openResultFile(options)
  if (file === null) out.write(program.text)
  else await file.write(program.text)
}

interface CodeJob {
  readonly as: string
  /** null: not said. */
  readonly size: number | null
  readonly task: TaskCodeAnswer
}

async function presetJob(preset: string, { as: _as, workers: _workers, ...options }: CodeOptions): Promise<CodeJob> {
  const wrong = misplaced(preset, options)
  if (wrong !== null) throw wrong
  const { findRunnable } = await import('../../runs/runnable.ts')
  const { technique, preset: defaults, namesOf } = findRunnable(preset)
  const params = parseParameters(technique.schema, defaults, readAssignments(options.set ?? [], technique.schema)) as Params
  const { pool, task } = programJob({ ...namesOf(params), params }, availableParallelism())
  return { as: pool.as, size: pool.workers, task }
}

function ownJob(module: string, { as: _as, workers: _workers, ...options }: CodeOptions): CodeJob {
  if (options.command !== undefined) throw new UsageError('There is no program for a command: name a module.')
  const { path: file, export: exportName = '', inputs = '', tasks = 0 } = readOwn(module, options)
  // The program finds the module from where it is itself.
  const folder = options.out === undefined ? process.cwd() : path.dirname(path.resolve(options.out))
  const relative = path.relative(folder, path.resolve(String(file))).replaceAll(path.sep, '/')
  return {
    as: 'threads',
    size: null,
    task: ownTaskCode({
      module: relative.startsWith('.') ? relative : `./${relative}`,
      exportName: String(exportName),
      inputsFile: String(inputs),
      tasks: Number(tasks),
    }),
  }
}

function oneOf<T extends string>(option: string, text: string, names: readonly T[]): T {
  const found = names.find((name) => name === text)
  if (found !== undefined) return found
  throw new UsageError(`${option} cannot be "${text}". ${didYouMean(text, names)}`)
}
