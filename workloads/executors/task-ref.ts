import type { TaskContext, TaskRef } from '../contract/index.ts'

/** The names of the functions that a module exports. */
export type TaskNames<M> = { [K in keyof M]: M[K] extends (...args: never[]) => unknown ? K : never }[keyof M] & string

type Inputs<F> = F extends (...inputs: infer A) => unknown ? A : never
/** A function without parameters matches the second line too, with `unknown`: it is asked for first. */
type InputOf<F> =
  Inputs<F> extends [] ? undefined : F extends (input: infer I, context: TaskContext) => unknown ? I : never
type OutputOf<F> = F extends (...args: never[]) => infer O ? O : never

/**
 * References to the functions of a module, typed by the module. CPython: `pickle` sends a function in the same way, as
 * the names of its module and itself. Whether they exist is found by the worker: UsageError of the task.
 *
 *     import type * as work from './work.ts'
 *     const tasks = tasksOf<typeof work>(new URL('./work.js', import.meta.url))
 *     pool.submit(tasks('resize'), image) // input and output are those of `resize`
 *
 * @param module absolute `file:` URL: workers load it themselves
 */
export function tasksOf<M>(module: URL): <N extends TaskNames<M>>(name: N) => TaskRef<InputOf<M[N]>, OutputOf<M[N]>> {
  return (name) => ({ module: module.href, name })
}
