import type { ArrivalPoint, ArrivalSweepResult } from '../../contract/sweep.ts'
import { rateInterval } from '../confidence.ts'
import { mean } from '../statistics.ts'
import { findKnee } from './knee.ts'

/** What one run at an arrival rate gave; the words are those of `ArrivalPoint`. */
export interface ArrivalMeasurement
  extends Omit<ArrivalPoint, 'runs' | 'throughput' | 'p95Ms'> {
  readonly throughput: number
  readonly p95Ms: number | null
}

/** Tasks may be left over at the end of a run: those in the hands of workers, and this share of what arrived. */
const LEFT_OVER = 0.05

export type ArrivalFigures = Pick<ArrivalSweepResult, 'points' | 'knee' | 'kneeReason' | 'saturated'>

/** The points of an arrival sweep from its runs, by rate, with the knee of their p95 latency. */
export function arrivalFigures(
  runs: readonly ArrivalMeasurement[],
  { workers, seconds }: Pick<ArrivalSweepResult, 'workers' | 'seconds'>,
): ArrivalFigures {
  const rates = [...new Set(runs.map(({ rate }) => rate))].sort((a, b) => a - b)
  const points = rates.flatMap((rate) => pointOf(rate, runs.filter((run) => run.rate === rate)))
  const { load, reason } = findKnee(points.map(({ rate, p95Ms }) => ({ load: rate, latency: p95Ms.mean })))
  const saturated = points.find(({ backlog, arrivalRate }) => backlog > workers + LEFT_OVER * arrivalRate * seconds)
  return { points, knee: load, kneeReason: reason, saturated: saturated?.rate ?? null }
}

/** Where latency bends and where the queue never ends, in sentences. */
export function arrivalFindings(
  { knee, kneeReason, saturated }: Pick<ArrivalFigures, 'knee' | 'kneeReason' | 'saturated'>,
  formatRate: (perSecond: number) => string,
): string[] {
  return [
    knee === null ? (kneeReason ?? '') : `Knee at ${formatRate(knee)}: above that, p95 latency grows faster than the load (Kneedle).`,
    saturated === null
      ? 'The workers kept up with all of these rates.'
      : `From ${formatRate(saturated)} on tasks arrive faster than the workers get them done: the queue grows for as long as the run lasts.`,
  ]
}

function pointOf(rate: number, runs: readonly ArrivalMeasurement[]): ArrivalPoint[] {
  const throughput = rateInterval(runs.map((run) => run.throughput))
  const p95Ms = rateInterval(runs.flatMap((run) => run.p95Ms ?? []))
  if (throughput === null || p95Ms === null) return []
  const doubt = runs.find(({ mmcReason }) => mmcReason !== null)
  return [
    {
      rate,
      runs: runs.length,
      arrivalRate: mean(runs.map((run) => run.arrivalRate)) ?? 0,
      throughput,
      p50Ms: mean(runs.flatMap((run) => run.p50Ms ?? [])),
      p95Ms,
      meanWaitMs: mean(runs.flatMap((run) => run.meanWaitMs ?? [])),
      meanDepth: mean(runs.map((run) => run.meanDepth)) ?? 0,
      backlog: mean(runs.map((run) => run.backlog)) ?? 0,
      littleResidual: mean(runs.flatMap((run) => run.littleResidual ?? [])),
      utilisation: mean(runs.flatMap((run) => run.utilisation ?? [])),
      // One run that is not of its kind makes the mean of the others one of other runs.
      mmcWaitMs: doubt === undefined ? mean(runs.flatMap((run) => run.mmcWaitMs ?? [])) : null,
      mmcReason: doubt?.mmcReason ?? null,
      failedTasks: runs.reduce((sum, run) => sum + run.failedTasks, 0),
    },
  ]
}
