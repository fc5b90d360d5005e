import type { TaskContext } from '../../contract/index.ts'
import { InvalidStateError } from '../../contract/errors.ts'
import { monitorOf } from '../../executors/entry/context.ts'
import { placeOf } from '../place.ts'
import type { OwnSource } from '../source.ts'
import { explainLoading, noTask } from './explain.ts'
import { functionNames, loadUserModule, taskOf, type UserFunction } from './load-module.ts'

/** What this worker runs; set before its first task. */
let run: ((input: unknown, context: TaskContext) => unknown) | null = null

/** The initializer of a worker: loads the task. Rejects with UsageError that says why that failed, and where. */
export async function prepare(source: OwnSource, context: TaskContext): Promise<void> {
  const { note } = tellers(context)
  process.on('uncaughtExceptionMonitor', (error) => note(`${placeOf(error.stack) ?? 'Somewhere'}: ${error.name} that nothing caught: ${error.message}`))
  tellExit(note)
  await load(source)
}

/** Runs one task with what `prepare` loaded. */
export function runOwn(input: unknown, context: TaskContext): unknown {
  if (run === null) throw new InvalidStateError('the worker was not prepared')
  return run(input, context)
}

/** The exports of the module, null for a command; from now on `runOwn` runs its task. */
export async function load(source: OwnSource): Promise<Readonly<Record<string, unknown>> | null> {
  const { file, command, exportName, timeoutMs } = source
  if (command !== null) {
    const { runCommand } = await import('./command.ts')
    run = (input, { signal }) => runCommand(command, input, { signal, timeoutMs })
    return null
  }
  if (file === null) throw new InvalidStateError('a source is a module or a command')
  const exports = await loadUserModule(file).catch(async (error: unknown) => {
    throw await explainLoading(file, error)
  })
  const task = taskOf(exports, exportName)
  if (task === null) throw noTask(file, exportName, functionNames(exports))
  run = callerOf(task)
  return exports
}

/** The task sees of its context what it is promised, and no more. */
function callerOf(task: UserFunction): (input: unknown, context: TaskContext) => unknown {
  return (input, context) =>
    task(input, {
      get signal() {
        return context.signal
      },
    })
}

function tellers(context: TaskContext): { note: (text: string) => void } {
  const monitor = monitorOf(context)
  return { note: (text) => monitor.note('error', text) }
}

/** A worker that its task ends is lost, with what it had in its hands: the log says where that was. */
function tellExit(note: (text: string) => void): void {
  const exit = process.exit.bind(process)
  process.exit = (code) => {
    const place = placeOf(new Error('here').stack)
    if (place !== null) note(`${place}: process.exit(${String(code ?? '')}) ended this worker. Return from the task, or throw, instead.`)
    return exit(code)
  }
}
