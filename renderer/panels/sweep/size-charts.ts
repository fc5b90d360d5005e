import { hasSizes, predictedThroughput, sizeName } from '../../../workloads/analysis/index.ts'
import { MODEL_WORDS, type Estimate, type Model, type SweepFit, type SweepPoint, type SweepResult } from '../../../workloads/contract/index.ts'
import type { EstimatePeak, Estimates, EstimateSeries, EstimateUnit, PointMark, Token } from '../../charts/index.ts'

/** A card of a sweep. */
export interface SweepChart {
  /** Of its saved images. */
  readonly id: string
  readonly title: string
  readonly what: string
  readonly note: string
  readonly estimates: Estimates
}

/** Colours that are told apart with any vision, and shapes for who sees none. */
export const MODEL_LOOKS: Readonly<Record<Model, { readonly token: Token; readonly mark: PointMark }>> = {
  threads: { token: 'w0', mark: 'circle' },
  processes: { token: 'w1', mark: 'square' },
  'event-loop': { token: 'w2', mark: 'diamond' },
  serial: { token: 'w4', mark: 'triangle' },
}

/** What a sweep of sizes measured, against the number of workers. */
export function sizeCharts(result: SweepResult): SweepChart[] {
  const { fits, basis } = result
  const fitted = fits.some(({ fit }) => fit !== null)
  const chart = (id: string, title: string, what: string, unit: EstimateUnit, tell: (point: SweepPoint) => Estimate | null, note = ''): SweepChart => ({
    ...{ id, title, what, note },
    estimates: { series: seriesOf(result, tell, id === 'throughput'), unit, xName: 'Workers', verticals: [] },
  })
  return [
    chart('throughput', 'Throughput', basis === 'steady' ? 'of running pools' : 'of whole runs', 'per second', ({ throughput }) => throughput, fitted ? 'curve: scalability law' : ''),
    chart('latency', 'Latency', 'p95, from submission to result', 'ms', ({ intervals }) => intervals.p95Ms),
    chart('cpu', 'CPU time', 'of all workers, in one run', 'ms', ({ intervals }) => intervals.cpuMs),
    chart('memory', 'Memory', 'of all workers, at its peak', 'bytes', ({ intervals }) => intervals.peakMemoryBytes),
  ]
}

function seriesOf(result: SweepResult, tell: (point: SweepPoint) => Estimate | null, withCurve: boolean): EstimateSeries[] {
  const { preset, points, fits, recommendation } = result
  return [...new Set(points.map(({ as }) => as))].map((as) => {
    const own = points.filter((point) => point.as === as)
    const fit = withCurve ? (fits.find((one) => one.as === as)?.fit ?? null) : null
    return {
      label: MODEL_WORDS[as],
      ...MODEL_LOOKS[as],
      curve: fit === null ? null : (workers) => predictedThroughput(fit, workers),
      peak: fit?.peak == null ? null : peakOf(as, fit.peak, Math.max(...own.map(({ workers }) => workers))),
      flat: !hasSizes(preset, as),
      points: own.flatMap((point) => {
        const estimate = tell(point)
        if (estimate === null) return []
        const { workers, runs } = point
        const chosen = recommendation?.as === as && recommendation.workers === workers
        return [{ x: workers, name: sizeName(as, workers), ...estimate, runs, chosen }]
      }),
    }
  })
}

/** Workers are whole ones: as the words beside the chart say it. */
const peakOf = (as: Model, { workers, throughput }: NonNullable<SweepFit['peak']>, largest: number): EstimatePeak => ({
  x: workers,
  name: `about ${sizeName(as, Math.max(1, Math.round(workers)))}`,
  value: throughput,
  beyond: workers > largest,
})
