import type { LogEntry, SerializedError, WaitState } from '../contract/index.ts'

/**
 * What a pool and its workers say to each other. Many tasks travel in one flat array: one structured clone and one
 * wake-up for all of them. Field counts are the strides of those arrays.
 */

/** A function that tasks name by number from then on. */
export interface DefineMessage {
  readonly op: 'define'
  readonly fn: number
  readonly module: string
  readonly name: string
}

/**
 * Tasks, flat: id, function, flags, input, ... Inputs that are objects travel as JSON text (`plain.ts`) or in a message of
 * their own: objects of one message may share parts, and no task must see what another does to its input.
 */
export interface RunMessage {
  readonly op: 'run'
  readonly tasks: unknown[]
}
export const RUN_STRIDE = 4
/** The task must be claimed before it starts. */
export const TASK_CLAIM = 1
/** Its input is the JSON text of an object. */
export const TASK_TEXT = 2

/** Abort the signal of a task that executes. */
export interface AbortMessage {
  readonly op: 'abort'
  readonly id: number
}

/** End when the tasks at hand are done. */
export interface CloseMessage {
  readonly op: 'close'
  readonly exitCode: number
}

/** From now on each task takes `factor` times as long; see `Pace`. */
export interface PaceMessage {
  readonly op: 'pace'
  readonly factor: number
}

/** Compute for so long, now. */
export interface BlockMessage {
  readonly op: 'block'
  readonly ms: number
}

export type ToWorker = DefineMessage | RunMessage | AbortMessage | CloseMessage | PaceMessage | BlockMessage

/** The first message of a thread: its own modules are loaded, and it can be ended safely. */
export interface LoadedMessage {
  readonly op: 'loaded'
}

/** The worker can take tasks. `osThreadId` where the system tells (Linux). */
export interface ReadyMessage {
  readonly op: 'ready'
  readonly osThreadId: number | null
}

/** The initializer failed: the worker will not run anything. */
export interface InitFailedMessage {
  readonly op: 'init-failed'
  readonly error: SerializedError
}

/**
 * Ended tasks, flat: id, one of the results below, started, finished (monotonic ms), value or error, ... As with inputs,
 * an object is JSON text, which is told by RESULT_TEXT added to the result, or in a message of its own.
 */
export interface ResultsMessage {
  readonly op: 'results'
  readonly results: unknown[]
}
export const RESULT_STRIDE = 5
export const RESULT_OK = 0
export const RESULT_ERROR = 1
/** The task ended because its signal was aborted. */
export const RESULT_CANCELLED = 2
/** The task was taken back before it started. */
export const RESULT_RECLAIMED = 3
export const RESULT_TEXT = 4

/** From long-running producers and consumers: what they did since the last report, flat. */
export interface ItemsMessage {
  readonly op: 'items'
  /** Items put: id, kind, time (monotonic ms), ... */
  readonly put: number[]
  /** id, kind, outcome value, put, got, started, finished (monotonic ms), output, ... */
  readonly done: unknown[]
  /** Ended waits: index in WAIT_STATES, from, to (monotonic ms), ... */
  readonly waits: number[]
}
export const PUT_STRIDE = 3
export const ITEM_STRIDE = 8
export const WAIT_STRIDE = 3

/** A process tells that it waits, or no longer does; threads write it to their vitals. */
export interface WaitMessage {
  readonly op: 'wait'
  readonly state: WaitState | null
  readonly sinceMs: number
}

/** Something for the log of whoever watches. */
export interface LogMessage {
  readonly op: 'log'
  readonly level: LogEntry['level']
  readonly text: string
}

/** The last message: the worker ends now, as it was asked to. */
export interface ClosedMessage {
  readonly op: 'closed'
}

export type FromWorker =
  | LoadedMessage
  | ReadyMessage
  | InitFailedMessage
  | ResultsMessage
  | ItemsMessage
  | WaitMessage
  | LogMessage
  | ClosedMessage

/** Given to a worker at its start. */
export interface WorkerSetup {
  /** `one`: the next task starts when the last has ended. `many`: each starts at once (an event loop). */
  readonly concurrency: 'one' | 'many'
  readonly initializer: { readonly module: string; readonly name: string; readonly input: unknown } | null
  /** Results are not gathered. */
  readonly reportAtOnce: boolean
  /** A process is to say on descriptor `STACK_FD` where it is, when it is asked there. */
  readonly tellsStack: boolean
  /** Memory shared with a thread; a process has a claim file as descriptor `CLAIMS_FD` instead. */
  readonly claims: SharedArrayBuffer | null
  readonly vitals: SharedArrayBuffer | null
}

/** Descriptors of a worker process, after standard input, output, error and Node's IPC channel. */
export const WIRE_FD = 4
export const CLAIMS_FD = 5
export const STACK_FD = 6
