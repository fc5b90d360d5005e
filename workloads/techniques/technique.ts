import type { z } from 'zod'
import type { Params, TechniqueId } from '../contract/index.ts'
import type { HttpGetInput, Workload, WorkloadParams } from '../tasks/index.ts'
import type { Observer } from '../telemetry/observer.ts'

/** What a technique gets for one run. */
export interface TechniqueContext<P> {
  readonly params: P
  readonly seed: number
  /** The tasks to run. */
  readonly workload: Workload
  /** To be given to every executor, thread, process and queue: telemetry goes there. */
  readonly observer: Observer
  /** Aborted when the run is to end; give it to executors, which then end their workers. */
  readonly signal: AbortSignal
  /** Where file tasks find files when the user chose no folder. */
  readonly defaultFolder: string
}

/** Something that must run while the technique does: the embedded HTTP server. */
export interface Service {
  readonly httpGet: HttpGetInput
  stop(): Promise<void>
}

/** What a run needs: what it is called, what can be set, and how it runs. */
export interface Runnable<S extends z.ZodObject = z.ZodObject> {
  readonly title: string
  readonly schema: S
  /** Runs all tasks; resolves when they and all workers have ended. Rejects only if the technique itself fails. */
  run(context: TechniqueContext<z.infer<S>>): Promise<void>
  /** The parameters of the workload, where they are not among the technique's own. */
  workload?(params: z.infer<S>): WorkloadParams
  /** Parameters brought within what this technique allows. */
  limit?(params: z.infer<S>): z.infer<S>
  /** What the user must agree to before it runs; null when nothing. */
  confirmation?(params: z.infer<S>): string | null
  /** Its tasks, where they are not those of the catalogue. May start workers that have ended when it resolves. */
  createWorkload?(params: z.infer<S>, context: WorkloadContext): Promise<Workload>
  /** Most tasks that it takes, where each needs a worker of its own, or all are looked at each time. */
  readonly maxTasks?: number
  /** How many tasks there will be; null: until stopped. Default: those of the workload. */
  expectedTasks?(params: z.infer<S>, workload: Workload): number | null
  /** Capacity of its bounded queue. Default: none. */
  capacity?(params: z.infer<S>): number | null
  startService?(params: z.infer<S>, context: Pick<TechniqueContext<unknown>, 'seed' | 'observer'>): Promise<Service>
}

/** What tasks that are not of the catalogue are made with. */
export interface WorkloadContext {
  readonly seed: number
  readonly observer: Observer
}

/** One of the ten techniques. */
export interface Technique<S extends z.ZodObject = z.ZodObject> extends Runnable<S> {
  readonly id: TechniqueId
}

/** A technique whose `run` knows the types of its own parameters. */
export function defineTechnique<S extends z.ZodObject>(technique: Technique<S>): Technique {
  return technique
}

export type { Params }
