import { z } from 'zod'
import { taskCostSchema } from './cost.ts'
import { listOf, recordOf } from './first-wrong.ts'
import { knobOfferSchema } from './knobs.ts'
import { countsSchema, workerSchema } from './telemetry.ts'

/** The life of one run, as every layer names it. */
export const RUN_STATES = ['starting', 'running', 'stopping', 'finished', 'failed'] as const
export const runStateSchema = z.enum(RUN_STATES)
export type RunState = z.infer<typeof runStateSchema>

export const paramValueSchema = z.union([z.number(), z.string(), z.boolean()])
export type ParamValue = z.infer<typeof paramValueSchema>
export const paramsSchema = recordOf(paramValueSchema)
export type Params = z.infer<typeof paramsSchema>

/** What is known of a run when it starts; the head of its telemetry. */
export const runInfoSchema = z.object({
  runId: z.string(),
  preset: z.string(),
  technique: z.string(),
  title: z.string(),
  seed: z.number().int(),
  params: paramsSchema,
  /** Id of the run that went on at the same time, in a race: both shared the cores. */
  rival: z.string().optional(),
  /** Wall clock at the start, ISO 8601. */
  startedAt: z.string(),
  /** null: it runs until it is stopped. */
  expectedTasks: z.number().int().nonnegative().nullable(),
  /** Capacity of the bounded queue, null without one. */
  capacity: z.number().int().positive().nullable(),
  /** Names for the values of the `kind` column. */
  kinds: listOf(z.string()),
  /** Size of the picture that the tiles fill, in pixels. */
  picture: z.object({ width: z.number().int(), height: z.number().int() }).nullable(),
  /** What can be changed of it while it goes on; left out where there is nothing. */
  knobs: listOf(knobOfferSchema).optional(),
  machine: z.object({ cores: z.number().int(), platform: z.string(), node: z.string(), app: z.string() }),
})
export type RunInfo = z.infer<typeof runInfoSchema>

/** Linear interpolation between closest ranks: Hyndman & Fan (1996), type 7. All null without values. */
export const percentilesSchema = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
})
export type Percentiles = z.infer<typeof percentilesSchema>

/** ok: all tasks ended as planned; failed: `error` says why; stopped: the user ended it. */
export const runOutcomeSchema = z.enum(['ok', 'failed', 'stopped'])

export const runSummarySchema = z.object({
  preset: z.string(),
  technique: z.string(),
  seed: z.number().int(),
  params: paramsSchema,
  outcome: runOutcomeSchema,
  /** Why the run failed, for people. */
  error: z.string().optional(),
  tasks: countsSchema,
  /** First submission to last received result. */
  makespanMs: z.number(),
  /** Ended tasks a second of makespan, without the cancelled ones: emptying a queue is no work. */
  throughput: z.number(),
  waitMs: percentilesSchema,
  runMs: percentilesSchema,
  /** Transfer in and transfer out of a task together. */
  transferMs: percentilesSchema,
  /** Where the time of tasks went; null without tasks that ran; missing in older run files. */
  cost: taskCostSchema.nullable().optional(),
  maxQueueDepth: z.number().int().nonnegative(),
  /** Pairs of tasks that ended in the other order than they were submitted. */
  inversions: z.number().int().nonnegative(),
  workers: listOf(
    workerSchema.pick({ id: true, kind: true, pid: true, threadId: true, tasks: true, cpuMs: true }).extend({
      maxRssBytes: z.number(),
    }),
  ),
  /** CPU time of all workers together; -1: not measured on this system. */
  cpuMs: z.number(),
  /** CPU time of the app itself while the run went on; -1: not measured. */
  appCpuMs: z.number(),
  /** Whole tasks that the ring no longer holds; above 0, percentiles and order speak of the newest ones only. */
  droppedTasks: z.number().int().nonnegative(),
})
export type RunSummary = z.infer<typeof runSummarySchema>
