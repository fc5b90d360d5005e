/** As many as the machine of the bench has cores. */
export const WORKERS = 2

/** Functions of `workers/tasks.mjs`. */
export type TaskName = 'noop' | 'timedSpin'

/** A pool that runs one function; the same for all. */
export interface BenchPool {
  run(input: number): PromiseLike<unknown>
  close(): Promise<unknown>
  /** Around each round: whatever a pool does by the clock must not disturb the others while they have their turn. */
  resume?(): void
  rest?(): void
}

/** `default`: as it comes. `tuned`: with its best documented settings for tiny tasks. */
export type Setting = 'default' | 'tuned'

/** Modules of pools export this as `openPool`. */
export type OpenPool = (options: {
  readonly kind: 'thread' | 'process'
  readonly task: TaskName
  readonly setting: Setting
}) => Promise<BenchPool> | BenchPool

export const TASKS_MODULE = new URL('../workers/tasks.mjs', import.meta.url)

/** The pool of a module of this folder. Nothing of the other pools is loaded. */
export async function openPool(name: string, options: Parameters<OpenPool>[0]): Promise<BenchPool> {
  const module = (await import(`./${name}.ts`)) as { openPool: OpenPool }
  return module.openPool(options)
}
