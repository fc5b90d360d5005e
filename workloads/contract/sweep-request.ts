import { z } from 'zod'
import { MODELS } from './own-task.ts'
import { paramsSchema } from './run.ts'
import { arrivalSweepResultSchema, sweepResultSchema, watchingCostSchema } from './sweep.ts'

/** The sweeps that a window asks of its host, and what it is told of them. */

/** What a sweep may be asked for at most; see also `MAX_RUNS` of its plan. */
export const SWEEP_LIMITS = { workers: 1_024, repeats: 100, seconds: 600, values: 200 } as const

const repeats = z.number().int().min(1).max(SWEEP_LIMITS.repeats)
const size = z.number().int().min(1).max(SWEEP_LIMITS.workers)
const target = {
  /** Id of a preset, or of your own task. */
  preset: z.string(),
  params: paramsSchema,
  repeats,
  /** Left out: a random one. */
  seed: z.number().int().min(0).max(0xffffffff).optional(),
}

export const sweepRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sizes'),
    ...target,
    as: z.array(z.enum(MODELS)).min(1).max(MODELS.length),
    workers: z.array(size).min(1).max(SWEEP_LIMITS.values),
    warmUp: z.number().int().min(0).max(SWEEP_LIMITS.repeats),
  }),
  z.object({
    kind: z.literal('rates'),
    ...target,
    as: z.enum(MODELS),
    workers: size,
    rates: z.array(z.number().positive()).min(1).max(SWEEP_LIMITS.values),
    arrival: z.enum(['poisson', 'steady']),
    seconds: z.number().int().min(1).max(SWEEP_LIMITS.seconds),
  }),
  z.object({ kind: z.literal('watching'), ...target }),
])
export type SweepRequest = z.infer<typeof sweepRequestSchema>
export type SweepKind = SweepRequest['kind']

export const sweepMeasuredSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sizes'), result: sweepResultSchema }),
  z.object({ kind: z.literal('rates'), result: arrivalSweepResultSchema }),
  z.object({ kind: z.literal('watching'), result: watchingCostSchema }),
])
export type SweepMeasured = z.infer<typeof sweepMeasuredSchema>

/** Whether a sweep has measured anything. */
export const hasMeasured = (measured: SweepMeasured): boolean =>
  measured.kind === 'watching' ? measured.result.pairs > 0 : measured.result.points.length > 0

const count = z.number().int().nonnegative()

/** A sweep of a host: how far it is, and what it has measured. */
export const sweepStateSchema = z.object({
  id: z.string(),
  /** Of its preset, or the name of your module. */
  title: z.string(),
  request: sweepRequestSchema,
  /** ISO 8601. */
  startedAt: z.string(),
  /** null: it has ended. */
  progress: z
    .object({
      /** Runs that have ended, and all of them. */
      done: count,
      total: count,
      /** null until the first run has ended. */
      leftMs: z.number().nullable(),
      /** What runs now, for people. */
      what: z.string(),
    })
    .nullable(),
  /** While it goes on: what stopping it now would leave. */
  measured: sweepMeasuredSchema,
  /** The run that it recommends, as `startRun` takes it; null without a recommendation. */
  recommended: z.object({ preset: z.string(), params: paramsSchema, seed: z.number().int() }).nullable(),
  /** Why it could not be kept, for people. */
  problem: z.string().nullable(),
})
export type SweepState = z.infer<typeof sweepStateSchema>

/** A sweep that the host has kept. */
export const keptSweepSchema = sweepStateSchema.pick({ id: true, title: true, startedAt: true }).extend({ kind: z.enum(['sizes', 'rates', 'watching']) })
export type KeptSweep = z.infer<typeof keptSweepSchema>
