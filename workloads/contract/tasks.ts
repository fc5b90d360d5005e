/** The kinds of work that ship with the app; the names are those of the `task` parameter. */
export const TASK_KINDS = [
  'noop',
  'spin',
  'sum-of-squares',
  'primes',
  'mandelbrot',
  'sha256',
  'gzip',
  'sleep',
  'read-file',
  'http-get',
  'allocate',
  'echo',
  'fail',
  'crash',
  'hang',
] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** A task is a module and the name of a function that it exports: the only form that crosses threads and processes. */
export interface TaskRef<Input = never, Output = unknown> {
  /** Absolute `file:` URL of the module. */
  readonly module: string
  readonly name: string
  /** Never set: carries the types of the function to `submit`. */
  readonly types?: (input: Input) => Output
}

/** What a task function gets beside its input. */
export interface TaskContext {
  /** Aborted when the task is cancelled or its worker is asked to stop. */
  readonly signal: AbortSignalLike
}

/** The part of `AbortSignal` that tasks need; the global type is not known to code without DOM and Node. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
