/**
 * The errors of the engine, one class per kind, and their form on a wire. Each has a stable `code`, so that callers
 * can tell them apart after they crossed a thread, a process or a socket.
 */
export class PoolscopeError extends Error {
  /** Stable identifier of the kind of error, for example `ERR_BROKEN_POOL`. */
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.name = new.target.name
  }
}

/** The pool can run no more tasks. CPython: `concurrent.futures.BrokenExecutor`. */
export class BrokenPoolError extends PoolscopeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_BROKEN_POOL', message, options)
  }
}

/** The task was cancelled before or while it ran. CPython: `CancelledError`. */
export class CancelledError extends PoolscopeError {
  constructor(message = 'the task was cancelled', options?: ErrorOptions) {
    super('ERR_CANCELLED', message, options)
  }
}

/** A wait ended before what it waited for; nothing was cancelled. CPython: `TimeoutError`. */
export class TimeoutError extends PoolscopeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_TIMEOUT', message, options)
  }
}

/** The task ran longer than its own time limit and was stopped; its worker was replaced. */
export class TaskTimeoutError extends PoolscopeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_TASK_TIMEOUT', message, options)
  }
}

/** The worker that ran the task ended before the task did. */
export class WorkerLostError extends PoolscopeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_WORKER_LOST', message, options)
  }
}

/** A value cannot be copied to another thread or process (a function, a socket, ...). */
export class NotCloneableError extends PoolscopeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_NOT_CLONEABLE', message, options)
  }
}

/** The queue has no room. CPython: `queue.Full`. */
export class QueueFullError extends PoolscopeError {
  constructor(message = 'the queue is full', options?: ErrorOptions) {
    super('ERR_QUEUE_FULL', message, options)
  }
}

/** The queue has no items. CPython: `queue.Empty`. */
export class QueueEmptyError extends PoolscopeError {
  constructor(message = 'the queue is empty', options?: ErrorOptions) {
    super('ERR_QUEUE_EMPTY', message, options)
  }
}

/** The queue was shut down. CPython 3.13: `queue.ShutDown`. */
export class QueueShutDownError extends PoolscopeError {
  constructor(message = 'the queue was shut down', options?: ErrorOptions) {
    super('ERR_QUEUE_SHUT_DOWN', message, options)
  }
}

/** The operation does not fit the object's state. CPython: `InvalidStateError`, `RuntimeError`. */
export class InvalidStateError extends PoolscopeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_INVALID_STATE', message, options)
  }
}

/** The user asked for something that does not exist or does not fit; the message says what would. */
export class UsageError extends PoolscopeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_USAGE', message, options)
  }
}

/** The action needs the user's word first; the message says why. Ask again with the confirmation. */
export class ConfirmationNeededError extends PoolscopeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_CONFIRMATION_NEEDED', message, options)
  }
}

/** An error as plain data. `cause` is limited to `MAX_CAUSES` levels. */
export interface SerializedError {
  name: string
  message: string
  code?: string | undefined
  stack?: string | undefined
  cause?: SerializedError | undefined
}

const MAX_CAUSES = 8

/** A map and no object: the code of a task's error may be any text, `constructor` too. */
const BY_CODE: ReadonlyMap<string, new (message: string, options?: ErrorOptions) => PoolscopeError> = new Map([
  ['ERR_BROKEN_POOL', BrokenPoolError],
  ['ERR_CANCELLED', CancelledError],
  ['ERR_TIMEOUT', TimeoutError],
  ['ERR_TASK_TIMEOUT', TaskTimeoutError],
  ['ERR_WORKER_LOST', WorkerLostError],
  ['ERR_NOT_CLONEABLE', NotCloneableError],
  ['ERR_QUEUE_FULL', QueueFullError],
  ['ERR_QUEUE_EMPTY', QueueEmptyError],
  ['ERR_QUEUE_SHUT_DOWN', QueueShutDownError],
  ['ERR_INVALID_STATE', InvalidStateError],
  ['ERR_USAGE', UsageError],
  ['ERR_CONFIRMATION_NEEDED', ConfirmationNeededError],
])

/** Any thrown value as data; a thrown non-error keeps its text. Never throws, whatever was thrown. */
export function serializeError(error: unknown, depth = 0): SerializedError {
  try {
    if (!(error instanceof Error)) return { name: 'Error', message: `a non-error was thrown: ${textOf(error)}` }
    // Whatever the types say: people put all sorts of things into their errors.
    const { name, message, stack, cause }: { [K in keyof Error]: unknown } = error
    const code: unknown = 'code' in error ? error.code : undefined
    return {
      name: String(name),
      message: String(message),
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof stack === 'string' ? { stack } : {}),
      ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: serializeError(cause, depth + 1) }),
    }
  } catch {
    // A getter of it throws.
    return { name: 'Error', message: 'something was thrown that cannot be shown as text' }
  }
}

/** Even of values that have no text, such as an object without a prototype. */
function textOf(value: unknown): string {
  try {
    return String(value)
  } catch {
    return typeof value
  }
}

/** The error again: of our class where `code` names one, else an `Error` with the original name, code and stack. */
export function deserializeError(data: SerializedError): Error {
  const options = data.cause === undefined ? undefined : { cause: deserializeError(data.cause) }
  const ours = data.code === undefined ? undefined : BY_CODE.get(data.code)
  const error = ours === undefined ? new Error(data.message, options) : new ours(data.message, options)
  if (error.name !== data.name) Object.defineProperty(error, 'name', { value: data.name, configurable: true })
  if (ours === undefined && data.code !== undefined) Object.assign(error, { code: data.code })
  if (data.stack !== undefined) error.stack = data.stack
  return error
}
