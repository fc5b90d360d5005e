import { setImmediate } from 'node:timers/promises'
import { CancelledError, serializeError } from '../../contract/errors.ts'
import { systemClock } from '../../telemetry/clock.ts'
import {
  RESULT_CANCELLED,
  RESULT_ERROR,
  RESULT_OK,
  RESULT_RECLAIMED,
  RUN_STRIDE,
  TASK_CLAIM,
  TASK_TEXT,
  type DefineMessage,
  type ToWorker,
  type WorkerSetup,
} from '../protocol.ts'
import type { WorkerClaims } from '../claims.ts'
import { Context } from './context.ts'
import { loadFunction, type TaskFunction } from './functions.ts'
import type { Monitor } from './monitor.ts'
import type { WorkerPort } from './port.ts'
import { Results } from './results.ts'

interface Queued {
  readonly id: number
  readonly fn: number
  /** Of TASK_CLAIM and TASK_TEXT. */
  readonly flags: number
  readonly input: unknown
  /** Its abort came while it waited here. */
  aborted: boolean
}

/** The worker's side of a pool: takes tasks, runs them, returns their results. The same in threads and processes. */
export class Runner {
  readonly #functions: (TaskFunction | Promise<TaskFunction>)[] = []
  readonly #queue: Queued[] = []
  readonly #running = new Map<number, Context>()
  readonly #results: Results
  readonly #claims: WorkerClaims | null
  #head = 0
  #pumping = false
  #closing: { exitCode: number } | null = null
  readonly #setup: WorkerSetup
  readonly #port: WorkerPort
  readonly #monitor: Monitor

  constructor(setup: WorkerSetup, port: WorkerPort, monitor: Monitor, claims: WorkerClaims | null) {
    this.#setup = setup
    this.#port = port
    this.#monitor = monitor
    this.#results = new Results(port, setup.reportAtOnce)
    this.#claims = claims
  }

  /** Runs the initializer and reports that tasks may come; what came before waits in the port. */
  async start(osThreadId: number | null): Promise<void> {
    const { initializer } = this.#setup
    try {
      if (initializer !== null) {
        const fn = await loadFunction(initializer.module, initializer.name)
        await fn(initializer.input, new Context(this.#monitor))
      }
    } catch (error) {
      this.#port.post({ op: 'init-failed', error: serializeError(error) })
      this.#port.close(1)
      return
    }
    this.#port.post({ op: 'ready', osThreadId })
  }

  receive(message: ToWorker): void {
    if (message.op === 'define') this.#define(message)
    else if (message.op === 'abort') this.#abort(message.id)
    else if (message.op === 'run') this.#run(message.tasks)
    else {
      this.#closing = { exitCode: message.exitCode }
      this.#closeWhenIdle()
    }
  }

  #define({ fn, module, name }: DefineMessage): void {
    // A turn of the loop later, so that an abort that came meanwhile is read before the task starts.
    const loading = loadFunction(module, name).then((loaded) => setImmediate(loaded))
    this.#functions[fn] = loading
    loading.then(
      (loaded) => (this.#functions[fn] = loaded),
      () => undefined, // each task that names it gets the error
    )
  }

  #abort(id: number): void {
    const context = this.#running.get(id)
    if (context !== undefined) context.abort()
    else for (const task of this.#queue) if (task.id === id) task.aborted = true
  }

  #run(tasks: unknown[]): void {
    for (let i = 0; i < tasks.length; i += RUN_STRIDE) {
      const [id, fn, flags] = [tasks[i] as number, tasks[i + 1] as number, tasks[i + 2] as number]
      this.#queue.push({ id, fn, flags, input: tasks[i + 3], aborted: false })
    }
    if (this.#setup.concurrency === 'many') this.#startAll()
    else if (!this.#pumping) void this.#pump() // never rejects: each task's error is its result
  }

  /** One after the other. Synchronous tasks run without a turn of the loop between them. */
  async #pump(): Promise<void> {
    this.#pumping = true
    this.#results.begin()
    for (let task = this.#next(); task !== undefined; task = this.#next()) {
      const pending = this.#execute(task)
      if (pending !== null) {
        this.#results.flush()
        await pending
      }
    }
    this.#results.flush()
    this.#pumping = false
    this.#closeWhenIdle()
  }

  #startAll(): void {
    for (let task = this.#next(); task !== undefined; task = this.#next()) {
      void this.#execute(task)?.then(() => {
        this.#results.flushSoon()
        this.#closeWhenIdle()
      })
    }
    this.#results.flushSoon()
  }

  #next(): Queued | undefined {
    const task = this.#queue[this.#head]
    if (task === undefined) {
      this.#queue.length = 0
      this.#head = 0
    } else this.#head++
    return task
  }

  /** Starts a task; returns a promise only if it does not end at once. */
  #execute(task: Queued): Promise<void> | null {
    const { id } = task
    if ((task.flags & TASK_CLAIM) !== 0 && this.#claims !== null && !this.#claims.start(id)) {
      this.#results.add(id, RESULT_RECLAIMED, 0, 0, undefined)
      return null
    }
    const context = new Context(this.#monitor)
    this.#running.set(id, context)
    if (task.aborted) context.abort()
    const fn = this.#functions[task.fn]
    if (typeof fn === 'function') return this.#call(fn, task, context)
    const loading = fn ?? Promise.reject(new Error(`the pool named an unknown function (${task.fn})`))
    return loading.then(
      (loaded) => this.#call(loaded, task, context) ?? undefined,
      (error: unknown) => this.#fail(id, context, systemClock.nowMs(), error),
    )
  }

  #call(fn: TaskFunction, { id, flags, input }: Queued, context: Context): Promise<void> | null {
    const startedMs = systemClock.nowMs()
    try {
      if (context.aborted) throw new CancelledError()
      const value = fn((flags & TASK_TEXT) === 0 ? input : JSON.parse(input as string), context)
      if (!isThenable(value)) {
        this.#end(id, context, RESULT_OK, startedMs, value)
        return null
      }
      return value.then(
        (settled) => this.#end(id, context, RESULT_OK, startedMs, settled),
        (error: unknown) => this.#fail(id, context, startedMs, error),
      )
    } catch (error) {
      this.#fail(id, context, startedMs, error)
      return null
    }
  }

  #fail(id: number, context: Context, startedMs: number, error: unknown): void {
    // A task that stops because its signal told it to was cancelled, whatever it threw.
    this.#end(id, context, context.aborted ? RESULT_CANCELLED : RESULT_ERROR, startedMs, serializeError(error))
  }

  #end(id: number, context: Context, result: number, startedMs: number, value: unknown): void {
    this.#running.delete(id)
    context.dispose()
    this.#results.add(id, result, startedMs, systemClock.nowMs(), value)
  }

  #closeWhenIdle(): void {
    if (this.#closing === null || this.#pumping || this.#running.size > 0 || this.#head < this.#queue.length) return
    this.#results.flush()
    this.#monitor.flush()
    this.#port.close(this.#closing.exitCode)
  }
}

function isThenable(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
