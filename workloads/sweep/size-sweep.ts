import { hasSizes, peakMemoryBytes, percentiles, steadyThroughput, sweepFigures, type SweepMeasurement } from '../analysis/index.ts'
import { UsageError, type Model, type SweepResult } from '../contract/index.ts'
import type { Run } from '../runs/index.ts'
import { thisMachine } from './machine.ts'
import { requestFor, type SweepTarget } from './models.ts'
import { planRuns, type PlannedRun } from './plan.ts'
import { runAll, type SweepJob } from './run-all.ts'
import { endedRows } from './rows.ts'

export interface SizeSweepRequest extends SweepTarget {
  readonly as: readonly Model[]
  /** Numbers of workers. A model without workers to choose is one point. */
  readonly workers: readonly number[]
  readonly repeats: number
  readonly warmUp: number
  /** Of the tasks, which are the same in all runs, and of the order of the runs. */
  readonly seed: number
}

/** A sweep whose request was checked: nothing has run yet. */
export interface SizeSweep extends SweepJob<SweepMeasurement, SweepResult> {
  readonly points: readonly { readonly as: Model; readonly workers: number }[]
}

/**
 * Throughput, latency, CPU time and memory against the number of workers.
 * @throws UsageError for a preset, parameters, models or sizes that cannot be swept
 */
export function sizeSweep(request: SizeSweepRequest): SizeSweep {
  const { preset, as, workers, repeats, warmUp, seed } = request
  if (as.length === 0 || workers.length === 0) throw new UsageError('A sweep needs at least one model and one number of workers.')
  const points = as.flatMap((model) => (hasSizes(preset, model) ? workers : [1]).map((size) => ({ as: model, workers: size })))
  const requests = points.map((point) => ({ ...requestFor(request, point.as, point.workers), seed }))
  const plan = planRuns(points.length, { repeats, warmUp, seed })
  const job: SizeSweep = {
    runs: plan.length,
    points,
    resultOf: ({ measured, ...end }) => ({ preset, ...end, seed, repeats, warmUp, machine: thisMachine(), ...sweepFigures(measured) }),
    async run(options = {}) {
      const kind = {
        requestOf: ({ point }: PlannedRun) => requests[point] ?? { preset },
        measure: (run: Run, { point }: PlannedRun) => ({ ...(points[point] ?? { as: 'threads', workers: 1 }), ...measurementOf(run) }),
      }
      return job.resultOf(await runAll<SweepMeasurement>(plan, kind, options))
    },
  }
  return job
}

/** What a finished run says. */
export function measurementOf({ recorder, summary }: Run): Omit<SweepMeasurement, 'as' | 'workers'> {
  const { tasks, samples, workers } = recorder
  const rows = tasks.copy(tasks.firstRow, tasks.rows)
  const { submittedMs, receivedMs } = rows.columns
  const counts = recorder.counts
  return {
    wholeThroughput: summary?.throughput ?? 0,
    steadyThroughput: steadyThroughput(rows, workers.infos),
    p95Ms: percentiles(endedRows(rows).map((row) => (receivedMs[row] ?? 0) - (submittedMs[row] ?? 0))).p95,
    cpuMs: summary === null || summary.cpuMs < 0 ? null : summary.cpuMs,
    peakMemoryBytes: peakMemoryBytes({ samples: samples.copy(samples.firstRow, samples.rows), workers: workers.infos }),
    failedTasks: counts.error + counts.timedOut + counts.lost,
  }
}
