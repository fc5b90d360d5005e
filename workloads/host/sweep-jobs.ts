import { sizeName } from '../analysis/index.ts'
import { OWN_TASK, type SweepMeasured, type SweepRequest, type SweepState } from '../contract/index.ts'
import { arrivalSweep, requestFor, sizeSweep, watchingCost, type SweepJob, type SweepProgress } from '../sweep/index.ts'
import { checkRun } from '../runs/index.ts'

type Progress = NonNullable<SweepState['progress']>

/** A sweep that was checked and agreed to; nothing has run yet. */
export interface PreparedSweep {
  readonly total: number
  /** Before anything was measured. */
  readonly nothing: SweepMeasured
  /** Never rejects. */
  run(signal: AbortSignal, tell: (progress: Progress, measured: SweepMeasured) => void): Promise<SweepMeasured>
}

/**
 * @throws UsageError for what cannot be swept; ConfirmationNeededError when the user must agree first
 */
export async function prepareSweep(request: SweepRequest & { readonly seed: number }, isConfirmed: boolean): Promise<PreparedSweep> {
  const prepared = jobOf(request)
  const { preset, params } = request
  if (preset === OWN_TASK) await checkRun({ preset, params, confirmed: isConfirmed })
  return prepared
}

function jobOf(request: SweepRequest & { readonly seed: number }): PreparedSweep {
  switch (request.kind) {
    case 'sizes': {
      const job = sizeSweep(request)
      const nameOf = (point: number): string => sizeName(job.points[point]?.as ?? 'threads', job.points[point]?.workers ?? 1)
      return prepared(job, (result) => ({ kind: 'sizes', result }), nameOf)
    }
    case 'rates':
      return prepared(arrivalSweep(request), (result) => ({ kind: 'rates', result }), (point) => `${request.rates[point] ?? 0} tasks/s`)
    case 'watching':
      return prepared(watchingCost(request), (result) => ({ kind: 'watching', result }), (point) => (point === 0 ? 'telemetry on' : 'telemetry off'))
  }
}

function prepared<T, R>(job: SweepJob<T, R>, asMeasured: (result: R) => SweepMeasured, nameOf: (point: number) => string): PreparedSweep {
  const until = (measured: readonly T[]): SweepMeasured => asMeasured(job.resultOf({ outcome: 'stopped', measured }))
  const whatOf = ({ current }: SweepProgress<T>): string =>
    current === null ? '' : `${nameOf(current.point)}, ${current.warmUp ? 'warm-up' : `repeat ${current.repeat + 1}`}`
  return {
    total: job.runs,
    nothing: until([]),
    run: async (signal, tell) => {
      const onProgress = (progress: SweepProgress<T>): void => {
        const { done, total, leftMs, measured } = progress
        tell({ done, total, leftMs, what: whatOf(progress) }, until(measured))
      }
      return asMeasured(await job.run({ signal, onProgress }))
    },
  }
}

/** The run that is recommended, with the tasks that were measured. */
export function recommendedRun(request: SweepRequest & { readonly seed: number }, measured: SweepMeasured): SweepState['recommended'] {
  const recommendation = measured.kind === 'sizes' ? measured.result.recommendation : null
  if (recommendation === null) return null
  const { preset, params = {} } = requestFor(request, recommendation.as, recommendation.workers)
  return { preset, params, seed: request.seed }
}
