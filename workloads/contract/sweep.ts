import { z } from 'zod'

/**
 * What a sweep measures and says: runs of one workload with several numbers of workers, or at several arrival rates.
 */

/** What a workload can be run as in a sweep. */
export const SWEEP_MODELS = ['threads', 'processes', 'event-loop', 'serial'] as const
export type SweepModel = (typeof SWEEP_MODELS)[number]

/** A mean of repeats and its 95% confidence interval (Student's t); null without repeats. */
export const estimateSchema = z.object({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() })
export type Estimate = z.infer<typeof estimateSchema>

const fittedSchema = z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })

/** What the repeats of one model and size gave. */
export const sweepPointSchema = z.object({
  as: z.enum(SWEEP_MODELS),
  workers: z.number().int().positive(),
  /** Runs that were measured. */
  runs: z.number().int().positive(),
  /** Tasks a second. */
  throughput: estimateSchema,
  /** From submission to result, 95th percentile; mean of the repeats. */
  p95Ms: z.number().nullable(),
  /** Of all workers together, mean of the repeats; null: not measured. */
  cpuMs: z.number().nullable(),
  /** The most that all workers held at a time: resident set of processes, heap of threads. null: not measured. */
  maxRssBytes: z.number().nullable(),
  /** Tasks of all its runs that did not end well. */
  failedTasks: z.number().int().nonnegative(),
})
export type SweepPoint = z.infer<typeof sweepPointSchema>

/** The Universal Scalability Law fitted to one model; see docs/sweep.md. */
export const sweepFitSchema = z.object({
  as: z.enum(SWEEP_MODELS),
  /** Throughput of one worker, in tasks a second. */
  gamma: fittedSchema,
  /** Contention: the share of the work that only one worker at a time can do. */
  sigma: fittedSchema,
  /** Coherency: what each pair of workers costs the other. */
  kappa: fittedSchema,
  peak: z.object({ workers: z.number(), throughput: z.number() }).nullable(),
  /** Throughput that it levels off at without a peak. */
  limit: z.number().nullable(),
  relativeError: z.number(),
  rSquared: z.number().nullable(),
  /** All this in words. */
  meaning: z.string(),
})
export type SweepFit = z.infer<typeof sweepFitSchema>

export const recommendationSchema = z.object({
  as: z.enum(SWEEP_MODELS),
  workers: z.number().int().positive(),
  /** false: there is no clear winner, and the reason says why. */
  clear: z.boolean(),
  reason: z.string(),
})
export type Recommendation = z.infer<typeof recommendationSchema>

export const sweepResultSchema = z.object({
  preset: z.string(),
  seed: z.number().int(),
  /** Measured runs of each point that were asked for. */
  repeats: z.number().int().positive(),
  /** Runs of each point before those, which do not count. */
  warmUp: z.number().int().nonnegative(),
  /** It was stopped before all runs were measured. */
  stopped: z.boolean(),
  /** `steady`: from when all workers are ready until the last task is handed out; `whole`: with start and end. */
  basis: z.enum(['steady', 'whole']),
  machine: z.object({ cores: z.number().int(), platform: z.string(), node: z.string(), app: z.string() }),
  points: z.array(sweepPointSchema),
  /** That of the recommended model; null where the law does not fit it. */
  fit: sweepFitSchema.nullable(),
  /** One for each model: its fit, or why there is none. */
  fits: z.array(z.object({ as: z.enum(SWEEP_MODELS), fit: sweepFitSchema.nullable(), reason: z.string().nullable() })),
  recommendation: recommendationSchema.nullable(),
})
export type SweepResult = z.infer<typeof sweepResultSchema>
