import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { summarySteps, type Steps } from '../analysis/index.ts'
import {
  ConfirmationNeededError,
  OWN_TASK,
  parseParameters,
  InvalidStateError,
  UsageError,
  type Clock,
  type KnobRequest,
  type Params,
  type RunInfo,
  type RunState,
  type RunSummary,
  type TaskCounts,
} from '../contract/index.ts'
import { createWorkload, tileOf, workloadSchema, type Workload, type WorkloadParams } from '../tasks/index.ts'
import type { Runnable, Service } from '../techniques/index.ts'
import { BatchReader } from '../telemetry/batch-reader.ts'
import { systemClock } from '../telemetry/clock.ts'
import { NO_OBSERVER } from '../telemetry/observer.ts'
import { Recorder } from '../telemetry/recorder.ts'
import { ownTaskConsent } from './consent.ts'
import { KnobBoard } from './knob-board.ts'
import { findRunnable, type RunNames } from './runnable.ts'
import { sampleWorkers } from './sampling.ts'
import { inSlices } from './slices.ts'
import { VERSION } from '../version.ts'

export interface RunRequest {
  /** Id of a preset, or `OWN_TASK`. */
  readonly preset: string
  /** Override the preset's parameters. */
  readonly params?: Params
  /** 0 to 2^32 - 1; the same seed gives the same tasks. Default: a random one. */
  readonly seed?: number
  /** The user agreed to what `ConfirmationNeededError` asked. */
  readonly confirmed?: boolean
  /** `off`: nothing is recorded or sampled, and counts and times of the summary stay 0. For what watching costs. */
  readonly telemetry?: 'on' | 'off'
}

/** Two runs that go on at the same time. */
export type Race = readonly [Run, Run]

/** Files for file tasks when the user chose no folder: the app's own. */
export const DEFAULT_FOLDER = fileURLToPath(new URL('..', import.meta.url))

const MAX_SEED = 2 ** 32 - 1

/** What is settled before anything starts. */
interface Plan {
  readonly names: RunNames
  readonly technique: Runnable
  readonly params: Params
  readonly seed: number
  readonly telemetry: 'on' | 'off'
  readonly runId: string
  /** Id of the run that it races. */
  readonly rival?: string
}

/** A run that only has to be started, or given up. */
interface Prepared {
  start(): Run
  cancel(): Promise<void>
}

/**
 * Checks a request and starts its run.
 * @throws UsageError for an unknown preset or a wrong parameter; ConfirmationNeededError when the user must agree
 *   first. Nothing has started then.
 */
export async function startRun(request: RunRequest, clock: Clock = systemClock): Promise<Run> {
  return (await Run.prepare(await planOf(request), clock)).start()
}

/**
 * Starts two runs at the same moment, when both are ready: they share the cores.
 * @throws as `startRun`; nothing has started then
 */
export async function startRace(requests: readonly [RunRequest, RunRequest], clock: Clock = systemClock): Promise<Race> {
  const [a, b] = [await planOf(requests[0]), await planOf(requests[1])]
  const preparing = [Run.prepare({ ...a, rival: b.runId }, clock), Run.prepare({ ...b, rival: a.runId }, clock)] as const
  try {
    const [first, second] = await Promise.all(preparing)
    return [first.start(), second.start()]
  } catch (error) {
    for (const one of await Promise.allSettled(preparing)) if (one.status === 'fulfilled') await one.value.cancel()
    throw error
  }
}

/**
 * Checks a request as `startRun` does, and starts nothing.
 * @throws as `startRun`; a confirmation is remembered
 */
export async function checkRun(request: RunRequest): Promise<void> {
  await planOf(request)
}

async function planOf(request: RunRequest): Promise<Plan> {
  const { technique, preset, namesOf } = findRunnable(request.preset)
  const parsed = parseParameters(technique.schema, preset, request.params ?? {})
  const params = (technique.limit?.(parsed) ?? parsed) as Params
  const seed = request.seed ?? Math.floor(Math.random() * 2 ** 32)
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new UsageError(`The seed cannot be ${seed}. Use a whole number from 0 to ${MAX_SEED}.`)
  }
  await agree(technique, params, request)
  return { names: namesOf(params), technique, params, seed, telemetry: request.telemetry ?? 'on', runId: randomUUID() }
}

async function agree(technique: Runnable, params: Params, { preset, confirmed = false }: RunRequest): Promise<void> {
  const consent = preset === OWN_TASK ? await ownTaskConsent(params) : null
  const question = consent?.question ?? technique.confirmation?.(params) ?? null
  if (question === null) return
  if (!confirmed) throw new ConfirmationNeededError(question)
  await consent?.remember()
}

/** One run, from its start to its summary. */
export class Run {
  readonly info: RunInfo
  readonly recorder: Recorder
  /** Resolves when all tasks and workers have ended; never rejects: a failure is an outcome. */
  readonly finished: Promise<RunSummary>
  readonly #abort = new AbortController()
  readonly #knobs: KnobBoard
  #state: RunState = 'starting'
  #summary: RunSummary | null = null
  #stopped = false
  #tookMs: number | null = null

  private constructor(
    info: RunInfo,
    recorder: Recorder,
    execute: (run: Run, signal: AbortSignal) => Promise<RunSummary>,
  ) {
    this.info = info
    this.recorder = recorder
    this.#knobs = new KnobBoard(info.knobs ?? [], recorder)
    setMaxListeners(0, this.#abort.signal) // one for each worker, removed when it ends
    this.finished = execute(this, this.#abort.signal)
  }

  /** Makes the tasks of a run and starts what they need, such as a server. */
  static async prepare(plan: Plan, clock: Clock): Promise<Prepared> {
    const { technique, params, seed } = plan
    const recorder = new Recorder({ clock, tileOf })
    const service = (await technique.startService?.(params, { seed, observer: recorder })) ?? null
    try {
      const workload =
        (await technique.createWorkload?.(params, { seed, observer: recorder })) ??
        (await createWorkload(workloadParams(technique, params), seed, {
          defaultFolder: DEFAULT_FOLDER,
          ...(service === null ? {} : { httpGet: service.httpGet }),
        }))
      checkTotal(technique, workload)
      for (const note of workload.notes) recorder.log('warning', note)
      if (workload.picture !== null) recorder.expectPicture(workload.picture.width * workload.picture.height)
      return {
        start: () =>
          new Run(describe(plan, workload), recorder, (run, signal) => run.#execute(plan, workload, service, signal, clock)),
        cancel: async () => service?.stop(),
      }
    } catch (error) {
      await service?.stop()
      throw error
    }
  }

  get state(): RunState {
    return this.#state
  }

  get summary(): RunSummary | null {
    return this.#summary
  }

  /** How long the technique took, from its start until all workers had ended; null before. */
  get tookMs(): number | null {
    return this.#tookMs
  }

  get counts(): TaskCounts {
    return this.recorder.counts
  }

  get depth(): number {
    return this.recorder.depth
  }

  get nowMs(): number {
    return this.recorder.nowMs
  }

  /** Ends the run: what waits or executes is cancelled. May be called again. */
  stop(): void {
    if (this.#state !== 'starting' && this.#state !== 'running') return
    this.#state = 'stopping'
    this.#stopped = true
    this.recorder.log('info', 'Stopped by the user.')
    this.#abort.abort()
  }

  /**
   * Changes the run while it goes on, and gives what it tells of that.
   * @throws UsageError for what it does not offer; InvalidStateError when it has ended, or that worker has
   */
  turnKnob(request: KnobRequest): string {
    if (this.#state === 'running') return this.#knobs.turn(request)
    throw new InvalidStateError(
      this.#state === 'starting'
        ? 'The run is still starting. Turn the knob again in a moment.'
        : 'The run has ended or is ending: its knobs can be turned only while it goes on.',
    )
  }

  /** A reader of the whole run from its start. */
  openReader(): BatchReader {
    return new BatchReader(this)
  }

  /** Submission ranks in the order in which the tasks ended; the newest ones, if some were dropped. */
  completionOrder(): Uint32Array {
    const { tasks } = this.recorder
    return tasks.copy(tasks.firstRow, tasks.rows).columns.id as Uint32Array
  }

  async #execute(
    { technique, params, seed, telemetry }: Plan,
    workload: Workload,
    service: Service | null,
    signal: AbortSignal,
    clock: Clock,
  ): Promise<RunSummary> {
    const { recorder } = this
    const sampler = telemetry === 'on' ? sampleWorkers(recorder, clock) : null
    const observer = telemetry === 'on' ? recorder : NO_OBSERVER
    this.#state = 'running'
    let failure: Error | null = null
    const startMs = clock.nowMs()
    try {
      const { bind: bindKnobs } = this.#knobs
      await technique.run({ params, seed, workload, observer, signal, defaultFolder: DEFAULT_FOLDER, bindKnobs })
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error))
      if (!signal.aborted) recorder.log('error', failure.message) // a stopped technique may reject in any way
    }
    this.#tookMs = clock.nowMs() - startMs
    if (failure !== null) this.#abort.abort() // whatever a failed technique left behind
    const left = recorder.settleOpenItems(this.#stopped ? 'cancelled' : 'lost')
    if (left > 0 && !this.#stopped) {
      recorder.log('error', `Items without a result: ${left}. They were left in the queue, or their consumer died.`)
    }
    await service?.stop()
    const appCpuMs = sampler?.appCpuMs ?? -1
    sampler?.stop()
    recorder.onWorkerEnding = null
    // An endless technique is meant to be stopped: that is its good end.
    const endless = this.info.expectedTasks === null
    const outcome = this.#stopped ? (endless ? 'ok' : 'stopped') : failure === null ? 'ok' : 'failed'
    this.#summary = await inSlices(this.#summarize(outcome, failure, appCpuMs))
    this.#state = this.#summary.outcome === 'failed' ? 'failed' : 'finished'
    return this.#summary
  }

  #summarize(outcome: RunSummary['outcome'], failure: Error | null, appCpuMs: number): Steps<RunSummary> {
    const { tasks, counts, workers, depthSeries, firstSubmittedMs } = this.recorder
    return summarySteps({
      info: this.info,
      outcome,
      ...(outcome === 'failed' && failure !== null ? { error: failure.message } : {}),
      tasks: tasks.copy(tasks.firstRow, tasks.rows),
      counts: { ...counts },
      workers: workers.infos,
      appCpuMs,
      maxQueueDepth: depthSeries.max,
      droppedTasks: tasks.firstRow,
      ...(firstSubmittedMs === null ? {} : { firstSubmittedMs }),
    })
  }
}

/** The tiles of a picture are as many as they are, whatever the number of tasks may be. */
function checkTotal({ title, maxTasks = Infinity }: Runnable, { total }: Workload): void {
  if (total <= maxTasks) return
  throw new UsageError(
    `"${title}" takes at most ${maxTasks} tasks, and the picture has ${total} tiles. ` +
      'Choose larger tiles or a smaller picture, or use a pool.',
  )
}

function workloadParams(technique: Runnable, params: Params): WorkloadParams {
  return technique.workload?.(params) ?? ({ ...workloadSchema.parse({}), ...params })
}

function describe({ names, technique, params, seed, runId, rival }: Plan, workload: Workload): RunInfo {
  const knobs = technique.knobs?.(params)
  const expected = technique.expectedTasks?.(params, workload)
  return {
    runId,
    ...names,
    seed,
    params,
    ...(rival === undefined ? {} : { rival }),
    startedAt: new Date().toISOString(),
    expectedTasks: expected === undefined ? workload.total : expected,
    capacity: technique.capacity?.(params) ?? null,
    kinds: [...workload.kinds],
    picture: workload.picture,
    ...(knobs === undefined ? {} : { knobs: [...knobs] }),
    machine: { cores: availableParallelism(), platform: process.platform, node: process.version, app: VERSION },
  }
}
