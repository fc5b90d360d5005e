import { z } from 'zod'
import { MODELS } from './own-task.ts'

/**
 * What a sweep measures and says: runs of one workload with several numbers of workers, or at several arrival rates.
 */

/** A mean of repeats and its 95% confidence interval (Student's t); null without repeats. */
export const estimateSchema = z.object({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() })
export type Estimate = z.infer<typeof estimateSchema>

const fittedSchema = z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })

/** What the repeats of one model and size gave. */
export const sweepPointSchema = z.object({
  as: z.enum(MODELS),
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
  /** These three as means of the repeats with their intervals; memory: what a run held at its peak. null: not measured. */
  intervals: z.object({ p95Ms: estimateSchema.nullable(), cpuMs: estimateSchema.nullable(), peakMemoryBytes: estimateSchema.nullable() }),
  /** Tasks of all its runs that did not end well. */
  failedTasks: z.number().int().nonnegative(),
})
export type SweepPoint = z.infer<typeof sweepPointSchema>

/** The Universal Scalability Law fitted to one model; see docs/sweep.md. */
export const sweepFitSchema = z.object({
  as: z.enum(MODELS),
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
  as: z.enum(MODELS),
  workers: z.number().int().positive(),
  /** false: there is no clear winner, and the reason says why. */
  clear: z.boolean(),
  reason: z.string(),
})
export type Recommendation = z.infer<typeof recommendationSchema>

const machineSchema = z.object({ cores: z.number().int(), platform: z.string(), node: z.string(), app: z.string() })

/** How a sweep came to its end; what was measured until then is kept in any case. */
const endShape = {
  outcome: z.enum(['ok', 'stopped', 'failed']),
  /** Why it failed, for people. */
  error: z.string().optional(),
}

export const sweepResultSchema = z.object({
  preset: z.string(),
  ...endShape,
  /** All runs have the same tasks. */
  seed: z.number().int(),
  /** Measured runs of each point that were asked for. */
  repeats: z.number().int().positive(),
  /** Runs of each point before those, which do not count. */
  warmUp: z.number().int().nonnegative(),
  machine: machineSchema,
  /** `steady`: from when all workers are ready until the last task is handed out; `whole`: with start and end. */
  basis: z.enum(['steady', 'whole']),
  points: z.array(sweepPointSchema),
  /** That of the recommended model; null where the law does not fit it. */
  fit: sweepFitSchema.nullable(),
  /** One for each model: its fit, or why there is none. */
  fits: z.array(z.object({ as: z.enum(MODELS), fit: sweepFitSchema.nullable(), reason: z.string().nullable() })),
  recommendation: recommendationSchema.nullable(),
})
export type SweepResult = z.infer<typeof sweepResultSchema>

/** What the repeats of one arrival rate gave. Times are means of the repeats; rates are tasks a second. */
export const arrivalPointSchema = z.object({
  /** As asked for. */
  rate: z.number().positive(),
  runs: z.number().int().positive(),
  /** As tasks really arrived. */
  arrivalRate: z.number(),
  throughput: estimateSchema,
  /** From when a task was due to its result. */
  p50Ms: z.number().nullable(),
  p95Ms: estimateSchema,
  meanWaitMs: z.number().nullable(),
  meanDepth: z.number(),
  /** By how many more tasks arrived than were done. */
  backlog: z.number(),
  /** Of Little's law, (depth - rate x wait) / depth. */
  littleResidual: z.number().nullable(),
  utilisation: z.number().nullable(),
  /** Mean wait that M/M/c predicts; null where its assumptions do not hold, `mmcReason` says which. */
  mmcWaitMs: z.number().nullable(),
  mmcReason: z.string().nullable(),
  failedTasks: z.number().int().nonnegative(),
})
export type ArrivalPoint = z.infer<typeof arrivalPointSchema>

export const arrivalSweepResultSchema = z.object({
  preset: z.string(),
  ...endShape,
  seed: z.number().int(),
  repeats: z.number().int().positive(),
  machine: machineSchema,
  as: z.enum(MODELS),
  workers: z.number().int().positive(),
  arrival: z.enum(['poisson', 'steady']),
  /** Of each run, what was measured; the second before it is its warm-up. */
  seconds: z.number().positive(),
  points: z.array(arrivalPointSchema),
  /** Rate at the knee of p95 latency; null without one, and then the reason. */
  knee: z.number().nullable(),
  kneeReason: z.string().nullable(),
  /** The lowest rate at which the workers could not keep up; null when they always did. */
  saturated: z.number().nullable(),
})
export type ArrivalSweepResult = z.infer<typeof arrivalSweepResultSchema>

/** What it costs to watch runs of a workload. Times are those of whole runs, workers' start and end included. */
export const watchingCostSchema = z.object({
  preset: z.string(),
  ...endShape,
  seed: z.number().int(),
  repeats: z.number().int().positive(),
  machine: machineSchema,
  /** Pairs that were measured, and mean times of their runs; null when there was none. */
  pairs: z.number().int().nonnegative(),
  cost: z
    .object({
      onMs: z.number(),
      offMs: z.number(),
      /** With telemetry less without. */
      differenceMs: estimateSchema,
      /** The same in per cent of the time without. */
      differencePercent: estimateSchema,
      verdict: z.enum(['watching costs time', 'no clear difference', 'faster when watched', 'one pair: repeat to be sure']),
    })
    .nullable(),
  /** CPU time of the app itself in a run with telemetry; null: not measured. */
  appCpuMs: z.number().nullable(),
})
export type WatchingCostResult = z.infer<typeof watchingCostSchema>
export type WatchingCost = NonNullable<WatchingCostResult['cost']>
