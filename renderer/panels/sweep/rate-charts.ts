import type { ArrivalPoint, ArrivalSweepResult, Estimate } from '../../../workloads/contract/index.ts'
import { formatRate, type Estimates, type EstimateSeries, type EstimateUnit } from '../../charts/index.ts'
import type { SweepChart } from './size-charts.ts'

interface Told {
  readonly label: string
  readonly look: Pick<EstimateSeries, 'token' | 'mark'>
  readonly tell: (point: ArrivalPoint) => Estimate | number | null
}

const MAIN = { token: 'w0', mark: 'circle' } as const
const OTHER = { token: 'w1', mark: 'square' } as const

/** What a sweep of arrival rates measured, against the load. */
export function rateCharts(result: ArrivalSweepResult): SweepChart[] {
  const { points } = result
  const doubt = points.find(({ mmcReason }) => mmcReason !== null)
  const mmc = points.some(({ mmcWaitMs }) => mmcWaitMs !== null)
  const chart = (id: string, title: string, what: string, unit: EstimateUnit, told: readonly Told[], note = ''): SweepChart => ({
    ...{ id, title, what, note },
    estimates: { series: told.map((one) => seriesOf(points, one)), unit, xName: 'Arrivals', verticals: id === 'latency' || id === 'throughput' ? marksOf(result) : [] },
  })
  return [
    chart('latency', 'Latency', 'from when a task was due', 'ms', [
      { label: 'p95', look: MAIN, tell: ({ p95Ms }) => p95Ms },
      { label: 'median', look: OTHER, tell: ({ p50Ms }) => p50Ms },
    ]),
    chart('throughput', 'Throughput', 'tasks done a second', 'per second', [
      { label: 'done', look: MAIN, tell: ({ throughput }) => throughput },
      { label: 'arrived', look: OTHER, tell: ({ arrivalRate }) => arrivalRate },
    ]),
    chart('wait', 'Wait', 'mean time in the queue', 'ms', [
      { label: 'measured', look: MAIN, tell: ({ meanWaitMs }) => meanWaitMs },
      ...(mmc ? [{ label: 'M/M/c', look: OTHER, tell: ({ mmcWaitMs }: ArrivalPoint) => mmcWaitMs }] : []),
    ], mmc || doubt === undefined ? '' : 'no M/M/c: see below'),
    chart('busy', 'Busy', 'share of the workers’ time', 'share', [{ label: 'busy', look: MAIN, tell: ({ utilisation }) => utilisation }]),
  ]
}

function seriesOf(points: readonly ArrivalPoint[], { label, look, tell }: Told): EstimateSeries {
  return {
    label,
    ...look,
    curve: null,
    peak: null,
    flat: false,
    points: points.flatMap((point) => {
      const told = tell(point)
      if (told === null) return []
      const estimate = typeof told === 'number' ? { mean: told, low: null, high: null } : told
      return [{ x: point.rate, name: `${label} at ${formatRate(point.rate)}`, ...estimate, runs: point.runs, chosen: false }]
    }),
  }
}

function marksOf({ knee, saturated }: ArrivalSweepResult): Estimates['verticals'] {
  return [
    ...(knee === null ? [] : [{ x: knee, label: knee === saturated ? 'knee; falls behind' : 'knee' }]),
    ...(saturated === null || saturated === knee ? [] : [{ x: saturated, label: 'falls behind' }]),
  ]
}
