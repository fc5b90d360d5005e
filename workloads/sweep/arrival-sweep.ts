import { arrivalFigures, type ArrivalMeasurement } from '../analysis/index.ts'
import { UsageError, type ArrivalSweepResult, type Model } from '../contract/index.ts'
import type { Run } from '../runs/index.ts'
import { arrivalMeasurement } from './arrival-measurement.ts'
import { thisMachine } from './machine.ts'
import { requestFor, type SweepTarget } from './models.ts'
import { planRuns, type PlannedRun } from './plan.ts'
import { runAll, type SweepJob } from './run-all.ts'

export interface ArrivalSweepRequest extends SweepTarget {
  readonly as: Model
  readonly workers: number
  /** Tasks a second that arrive, whether earlier ones have ended or not: an open loop. */
  readonly rates: readonly number[]
  readonly arrival: 'poisson' | 'steady'
  /** How long each run is measured, after its warm-up. */
  readonly seconds: number
  readonly repeats: number
  readonly seed: number
}

/** Tasks that arrive in the first second start the workers: they are run, and not measured. */
export const LEAD_SECONDS = 1
const MAX_SEED = 2 ** 32

export type ArrivalSweep = SweepJob<ArrivalMeasurement, ArrivalSweepResult>

/**
 * Latency against load, with a fixed number of workers.
 * @throws UsageError for a preset, parameters or rates that cannot be swept
 */
export function arrivalSweep(request: ArrivalSweepRequest): ArrivalSweep {
  const { preset, as, workers, rates, arrival, seconds, repeats, seed } = request
  if (rates.length === 0) throw new UsageError('An arrival sweep needs at least one rate.')
  const requests = rates.map((rate) => {
    const tasks = Math.ceil(rate * (LEAD_SECONDS + seconds))
    return requestFor(request, as, workers, { arrival, ratePerSecond: rate, tasks })
  })
  const plan = planRuns(rates.length, { repeats, warmUp: 0, seed })
  const job: ArrivalSweep = {
    runs: plan.length,
    resultOf({ measured, ...end }) {
      const head = { preset, ...end, seed, repeats, machine: thisMachine(), as, workers, arrival, seconds }
      return { ...head, ...arrivalFigures(measured, request) }
    },
    async run(options = {}) {
      const kind = {
        // Each repeat has arrivals of its own; those of one repeat have the same pattern at every rate.
        requestOf: ({ point, repeat }: PlannedRun) => ({ ...(requests[point] ?? { preset }), seed: (seed + repeat) % MAX_SEED }),
        measure: (run: Run, { point }: PlannedRun) => ({ rate: rates[point] ?? 0, ...arrivalMeasurement(run, LEAD_SECONDS * 1000) }),
      }
      return job.resultOf(await runAll<ArrivalMeasurement>(plan, kind, options))
    },
  }
  return job
}
