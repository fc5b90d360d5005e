import { UsageError } from '../../contract/errors.ts'
import type { TaskContext } from '../../contract/index.ts'

export type TaskFunction = (input: unknown, context: TaskContext) => unknown

/** Loads a task function. Errors name the module and the export, since they reach the user as the task's error. */
export async function loadFunction(module: string, name: string): Promise<TaskFunction> {
  const exports = (await import(module)) as Record<string, unknown>
  const fn = exports[name]
  if (typeof fn === 'function') return fn as TaskFunction
  const found = Object.keys(exports).filter((key) => typeof exports[key] === 'function')
  throw new UsageError(
    `${module} exports no function "${name}". ` +
      (found.length > 0 ? `It exports: ${found.join(', ')}.` : 'It exports no function at all.'),
  )
}
