import { MODELS, type Model } from '../../contract/own-task.ts'
import type { Estimate, SweepFit, SweepPoint, SweepResult } from '../../contract/sweep.ts'
import { rateInterval } from '../confidence.ts'
import { recommend } from './recommendation.ts'
import { scalabilityMeaning } from './scalability-words.ts'
import { fitScalability } from './scalability.ts'

/** What one run of a sweep gave. */
export interface SweepMeasurement {
  readonly as: Model
  readonly workers: number
  /** Tasks a second, start and end of the run included. */
  readonly wholeThroughput: number
  /** The same while all workers were busy (`steadyThroughput`); null where the run was too short for that. */
  readonly steadyThroughput: number | null
  readonly p95Ms: number | null
  readonly cpuMs: number | null
  readonly peakMemoryBytes: number | null
  readonly failedTasks: number
}

export type SweepFigures = Pick<SweepResult, 'basis' | 'points' | 'fit' | 'fits' | 'recommendation'>

/** The points of a sweep from its measured runs, in the order of models and sizes, and what follows from them. */
export function sweepFigures(runs: readonly SweepMeasurement[]): SweepFigures {
  // One measure for all points, or they could not be compared.
  const basis = runs.length > 0 && runs.every((run) => run.steadyThroughput !== null) ? 'steady' : 'whole'
  const throughputOf = (run: SweepMeasurement): number => (basis === 'steady' ? run.steadyThroughput : null) ?? run.wholeThroughput
  const models = MODELS.filter((model) => runs.some(({ as }) => as === model))
  const points = models.flatMap((as) => {
    const ofModel = runs.filter((run) => run.as === as)
    const sizes = [...new Set(ofModel.map(({ workers }) => workers))].sort((a, b) => a - b)
    return sizes.flatMap((workers) => pointOf(as, workers, ofModel.filter((run) => run.workers === workers), throughputOf))
  })
  const fits = models.map((as) => {
    const observations = runs.flatMap((run) => (run.as === as ? [{ workers: run.workers, throughput: throughputOf(run) }] : []))
    const { fit, reason } = fitScalability(observations)
    const largest = Math.max(...observations.map(({ workers }) => workers))
    return { as, reason, fit: fit === null ? null : ({ as, ...fit, meaning: scalabilityMeaning(fit, largest) } satisfies SweepFit) }
  })
  const recommendation = recommend(points)
  return { basis, points, fit: fits.find(({ as }) => as === recommendation?.as)?.fit ?? null, fits, recommendation }
}

function pointOf(
  as: Model,
  workers: number,
  runs: readonly SweepMeasurement[],
  throughputOf: (run: SweepMeasurement) => number,
): SweepPoint[] {
  const throughput = rateInterval(runs.map(throughputOf))
  if (throughput === null) return []
  const intervals = {
    p95Ms: intervalOfAll(runs.map(({ p95Ms }) => p95Ms)),
    cpuMs: intervalOfAll(runs.map(({ cpuMs }) => cpuMs)),
    peakMemoryBytes: intervalOfAll(runs.map(({ peakMemoryBytes }) => peakMemoryBytes)),
  }
  const memory = runs.flatMap(({ peakMemoryBytes }) => peakMemoryBytes ?? [])
  return [
    {
      as,
      workers,
      runs: runs.length,
      throughput,
      p95Ms: intervals.p95Ms?.mean ?? null,
      cpuMs: intervals.cpuMs?.mean ?? null,
      maxRssBytes: memory.length === 0 ? null : Math.max(...memory),
      intervals,
      failedTasks: runs.reduce((sum, { failedTasks }) => sum + failedTasks, 0),
    },
  ]
}

/** null when a repeat lacks it: a mean of the others would be one of other runs. */
function intervalOfAll(values: readonly (number | null)[]): Estimate | null {
  const known = values.flatMap((value) => value ?? [])
  return known.length === values.length ? rateInterval(known) : null
}
