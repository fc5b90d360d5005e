import type { LogEntry, Outcome, WaitState, WorkerInfo } from '../contract/index.ts'

/** The five times of a task, by the monotonic clock. */
export interface TaskTimes {
  readonly submittedMs: number
  readonly dispatchedMs: number
  readonly startedMs: number
  readonly finishedMs: number
  readonly receivedMs: number
}

/** What is known of a worker before it runs. */
export interface NewWorker {
  readonly kind: WorkerInfo['kind']
  readonly role: WorkerInfo['role']
  /** Shown to people; made from kind and number when left out. */
  readonly name?: string
  /** The worker whose place it takes. */
  readonly replaces?: number
  readonly atMs: number
}

/** A task in the hands of a worker, by its submission rank. */
export interface RunningTask {
  readonly task: number
  /** Monotonic. */
  readonly sinceMs: number
}

/** How a running worker can be looked at from outside. */
export interface WorkerProbe {
  readonly pid: number
  /** The operating system's id of the thread (Linux), else null. */
  readonly osThreadId: number | null
  /** Memory of a thread: V8 heap and external memory, as it last told. */
  readonly memoryBytes?: () => number
  /** CPU time of a thread since its start, where Node can tell (`worker.cpuUsage()`, Node >= 24). */
  readonly cpuMs?: () => Promise<number | null>
  /** How late the worker's event loop is, or was at worst since the last call. */
  readonly loopDelayMs?: () => number
  /** The tasks in its hands, oldest first, `most` at most: looked up when asked for, so that a task costs nothing. */
  readonly running?: (most: number) => readonly RunningTask[]
}

/**
 * What executors and queues tell while they work. All times are monotonic milliseconds. Calls are made on the hot
 * path: an implementation must not throw and must not do much.
 */
export interface Observer {
  /** Returns the submission rank of the task. */
  taskSubmitted(atMs: number): number
  /** So many tasks left the queue for a worker (or were cancelled while they waited). */
  tasksDispatched(tasks: number, atMs: number): void
  /** A dispatched task came back to the queue unstarted. */
  taskReturned(atMs: number): void
  taskEnded(task: number, worker: number, kind: number, outcome: Outcome, times: TaskTimes, output: unknown): void
  /** A producer put an item into a queue; its number is its submission rank. */
  itemPut(id: number, kind: number, putMs: number): void
  /** A consumer has dealt with an item. */
  itemEnded(id: number, worker: number, kind: number, outcome: Outcome, times: TaskTimes, output: unknown): void
  queueDepth(depth: number, atMs: number): void
  /** Returns the index of the worker in this run. */
  workerAdded(worker: NewWorker): number
  workerReady(worker: number, probe: WorkerProbe, atMs: number): void
  /** The worker has done its last work and still exists: the last chance to measure it. */
  workerEnding(worker: number): void
  /** `expected`: it was asked to end, or ended after its work. Otherwise it is shown as lost. */
  workerEnded(worker: number, exitCode: number | null, expected: boolean, atMs: number): void
  /** The worker waits now (`state`) or no longer does (`null`). */
  workerWaiting(worker: number, state: WaitState | null, sinceMs: number): void
  /** A wait that has ended. */
  workerWaited(worker: number, state: WaitState, fromMs: number, toMs: number): void
  log(level: LogEntry['level'], text: string, worker?: number): void
}

/** For executors that nobody watches. */
export const NO_OBSERVER: Observer = {
  taskSubmitted: () => 0,
  tasksDispatched: () => undefined,
  taskReturned: () => undefined,
  taskEnded: () => undefined,
  itemPut: () => undefined,
  itemEnded: () => undefined,
  queueDepth: () => undefined,
  workerAdded: () => 0,
  workerReady: () => undefined,
  workerEnding: () => undefined,
  workerEnded: () => undefined,
  workerWaiting: () => undefined,
  workerWaited: () => undefined,
  log: () => undefined,
}
