import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PoolscopeError } from '#engine/contract/errors.js'
import {
  EventLoopExecutor,
  ProcessPoolExecutor,
  ThreadPoolExecutor,
  type Executor,
  type Future,
  type PoolOptions,
} from '#engine/executors/index.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Recorder } from '#engine/telemetry/recorder.js'
import { later } from '../support/until.ts'
import { jobOf, type Job } from '../support/work.ts'
import { workOf, type Ending, type Kind, type PoolSetup, type Schedule, type Step, type SubmitStep } from './schedule.ts'

/** A power of two; more than the longest schedule has. */
const MAX_JOBS = 4096
/** Results until a first, slow run no longer counts. */
const WARM_UP_TASKS = 120
const BURST_TASKS = 60
/** Memory of a thread in a schedule that is to run out of it. */
const SMALL_HEAP = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 }
/** Deadline of a shutdown that has to end tasks which never end. */
const DEADLINE_MS = 20

export interface PlayedJob {
  readonly id: number
  readonly step: SubmitStep
  readonly future: Future<number>
  /** How often its done callback was called. */
  calls: number
  /** `cancel()` said that it is cancelled. */
  cancelled: boolean
}

/** Does to one fresh pool what a schedule says, and remembers what it did. */
export class Player {
  readonly recorder = new Recorder({ clock: systemClock, taskCapacity: MAX_JOBS })
  readonly jobs: PlayedJob[] = []
  /** Something was done that ends workers. */
  harmed = false
  /** Something was done that cancels tasks of any kind. */
  stopped = false
  readonly #pool: Executor
  readonly #folder: string | null
  readonly #starts: SharedArrayBuffer | string
  readonly #signals = [new AbortController(), new AbortController()] as const
  readonly #poolSignal = new AbortController()
  readonly #pending: Promise<unknown>[] = []
  readonly #kind: Kind
  readonly #isShortLived: boolean
  #mayHang = false
  #nextId = 0

  constructor({ kind, setup, steps }: Schedule) {
    this.#kind = kind
    this.#isShortLived = setup.maxTasksPerWorker !== undefined
    this.#folder = kind === 'process' ? mkdtempSync(path.join(tmpdir(), 'poolscope-faults-')) : null
    this.#starts = this.#folder === null ? new SharedArrayBuffer(4 * MAX_JOBS) : path.join(this.#folder, 'starts')
    if (typeof this.#starts === 'string') writeFileSync(this.#starts, '')
    const exhausts = steps.some((step) => step.do === 'submit' && step.work === 'exhaust')
    this.#pool = open(kind, setup, {
      observer: this.recorder,
      signal: this.#poolSignal.signal,
      ...(exhausts ? { resourceLimits: SMALL_HEAP } : {}),
    })
  }

  get pool(): Executor {
    return this.#pool
  }

  async play(schedule: Schedule): Promise<void> {
    for (const step of schedule.steps) await this.#do(step)
    await this.#end(schedule.ending)
    await Promise.all([this.#pool.shutdown(this.#mayHang ? { deadlineMs: DEADLINE_MS } : {}), ...this.#pending])
  }

  /** How often each task has started. */
  starts(): number[] {
    const counts = new Array<number>(this.#nextId).fill(0)
    if (typeof this.#starts !== 'string') return counts.map((_, id) => new Int32Array(this.#starts as SharedArrayBuffer)[id] ?? 0)
    for (const line of readFileSync(this.#starts, 'utf8').split('\n').filter(Boolean)) {
      counts[Number(line)] = (counts[Number(line)] ?? 0) + 1
    }
    return counts
  }

  dispose(): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true })
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'submit':
        this.#submit(step)
        return
      case 'map':
        this.#pending.push(this.#map(step))
        return
      case 'cancel':
        for (let count = 0; count < step.count; count++) this.#cancel(step.task + count)
        return
      case 'burst':
        return this.#burst(step.turns)
      case 'abort':
        this.#signals[step.signal].abort()
        return
      case 'resize':
        this.#pool.resize(step.workers)
        return
      case 'kill worker':
        this.#killWorker(step.worker)
        return
      case 'turns':
        return turnsOfLoop(step.count)
      case 'pause':
        await later(step.ms)
        return
      case 'end':
        this.#pending.push(this.#end(step.how))
    }
  }

  #submit(step: SubmitStep): void {
    const { endless, lethal } = workOf(step.work)
    if (lethal) this.harmed = true
    // On an event loop a time limit does not stop what never looks up, and its neighbours wait behind it.
    if (endless && (step.timeoutMs === null || (endless === 'deaf' && this.#kind === 'event-loop'))) this.#mayHang = true
    const { priority, timeoutMs, signal } = step
    const options = {
      priority,
      ...(timeoutMs === null ? {} : { timeoutMs }),
      ...(signal === null ? {} : { signal: this.#signals[signal].signal }),
    }
    for (let count = 0; count < step.count; count++) {
      const id = this.#nextId++
      const task = jobOf(step.work === 'functionAsInput' ? 'fast' : step.work)
      const input = this.#input(id, step)
      if (step.whenRoom) {
        const submitted = this.#pool.submitWhenRoom(task, input, options)
        this.#pending.push(submitted.then((future) => this.#keep(id, step, future), refused))
        continue
      }
      try {
        this.#keep(id, step, this.#pool.submit(task, input, options))
      } catch (error) {
        refused(error)
      }
    }
  }

  async #burst(turns: number): Promise<void> {
    // Workers that get only a few tasks are given none ahead, and their starts take long.
    if (this.#mayHang || this.#isShortLived) return
    const brief = { do: 'submit', work: 'brief', priority: 0, timeoutMs: null, signal: null, whenRoom: true } as const
    this.#submit({ ...brief, count: WARM_UP_TASKS })
    await Promise.all(this.#pending)
    await Promise.allSettled(this.jobs.map(({ future }) => future.result()))
    const first = this.jobs.length
    this.#submit({ ...brief, count: BURST_TASKS, whenRoom: false })
    await turnsOfLoop(turns)
    for (let at = first; at < this.jobs.length; at += 2) this.#cancel(this.jobs.length - 1 - at)
  }

  #input(id: number, { work }: SubmitStep): Job {
    const job: Job = { id, starts: this.#starts }
    return work === 'functionAsInput' ? Object.assign({ fn: () => id }, job) : job
  }

  #keep(id: number, step: SubmitStep, future: Future<number>): void {
    const job: PlayedJob = { id, step, future, calls: 0, cancelled: false }
    future.addDoneCallback(() => job.calls++)
    this.jobs.push(job)
  }

  /** Takes some results of a map and leaves the others. What ends it early ends it with an error of ours. */
  async #map({ count, bufferSize, take }: Step & { do: 'map' }): Promise<void> {
    const jobs = Array.from({ length: count }, (): Job => ({ id: this.#nextId++, starts: this.#starts }))
    try {
      const options = { bufferSize, chunkSize: 1 + (count % 2) }
      const results = this.#pool.map(jobOf('fast'), jobs, options)
      let next = 0
      for await (const id of results) {
        if (id !== jobs[next++]?.id) throw new Error(`map gave ${id} as number ${next} of ${JSON.stringify(jobs)}`)
        if (next > take) break
      }
    } catch (error) {
      refused(error)
    }
  }

  #cancel(number: number): void {
    const job = this.jobs.at(-1 - (number % Math.max(1, this.jobs.length)))
    // What a stop of the pool has cancelled may have run: `cancel()` says true of it, and did nothing.
    if (job === undefined || job.future.done() || !job.future.cancel()) return
    job.cancelled = true
    if (!job.future.cancelled()) throw new Error('cancel() said true, and the future is not cancelled')
  }

  #killWorker(number: number): void {
    const ready = this.recorder.workers.infos.filter(({ state, pid }) => state === 'ready' && pid !== null)
    const pid = ready[number % ready.length]?.pid
    if (pid === undefined || pid === null) return
    this.harmed = true
    process.kill(pid, 'SIGKILL')
  }

  async #end(how: Ending): Promise<void> {
    const pool = this.#pool
    if (!['shutdown', 'no wait', 'dispose'].includes(how) || this.#mayHang) this.stopped = true
    // What never ends is ended by the deadline of the last shutdown, which all the others wait for.
    if (how === 'shutdown') this.#pending.push(pool.shutdown())
    else if (how === 'dispose') this.#pending.push(pool[Symbol.asyncDispose]())
    else if (how === 'no wait') await pool.shutdown({ wait: false })
    else if (how === 'cancel futures') this.#pending.push(pool.shutdown({ cancelFutures: true }))
    else if (how === 'deadline') await pool.shutdown({ deadlineMs: DEADLINE_MS })
    else if (how === 'terminate') await pool.terminateWorkers()
    else if (how === 'kill') await pool.killWorkers()
    else this.#poolSignal.abort()
  }
}

async function turnsOfLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** A pool may refuse a task, or end a map, with an error of its own kind. */
function refused(error: unknown): void {
  if (!(error instanceof PoolscopeError)) throw error
}

function open(kind: Kind, setup: PoolSetup, more: PoolOptions): Executor {
  const { maxWorkers, ...options } = { ...setup, ...more }
  if (kind === 'event-loop') return new EventLoopExecutor(options)
  return kind === 'thread' ? new ThreadPoolExecutor({ maxWorkers, ...options }) : new ProcessPoolExecutor({ maxWorkers, ...options })
}
