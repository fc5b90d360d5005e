import type { Axis } from './axis.ts'
import { bytesAxis, durationAxis, numberAxis, shareAxis } from './axis.ts'
import { formatBytes, formatDuration, formatRate, formatShare, NONE, threeDigits } from './format.ts'
import type { LegendEntry } from './legends.ts'
import type { Token } from './palette.ts'
import type { PointMark } from './point-marks.ts'
import { niceEnd, wholeTicks } from './scale.ts'
import type { ChartTable } from './tables/table.ts'

/** Means with their intervals against a quantity: what a sweep measured. */
export interface Estimates {
  readonly series: readonly EstimateSeries[]
  readonly unit: EstimateUnit
  /** What `x` is, for tables and those who do not see the chart: `workers`, `tasks/s`. */
  readonly xName: string
  /** Places on the way of `x` that mean something. */
  readonly verticals: readonly { readonly x: number; readonly label: string }[]
}

export interface EstimateSeries {
  readonly label: string
  readonly token: Token
  readonly mark: PointMark
  readonly points: readonly EstimatePoint[]
  /** Through the points; null: they are joined. */
  readonly curve: ((x: number) => number) | null
  /** Where the curve is highest, which may be beyond the points; null without a curve, or a peak. */
  readonly peak: EstimatePeak | null
  /** It has no `x` of its own: one level for all. */
  readonly flat: boolean
}

export interface EstimatePeak {
  readonly x: number
  /** `5 threads`, roughly. */
  readonly name: string
  readonly value: number
  /** Beyond the last point: a guess, and out of the plot. */
  readonly beyond: boolean
}

export interface EstimatePoint {
  readonly x: number
  /** What was measured: `4 threads`. */
  readonly name: string
  readonly mean: number
  /** Ends of the 95% confidence interval; null without one. */
  readonly low: number | null
  readonly high: number | null
  readonly runs: number
  /** It is the one that is recommended. */
  readonly chosen: boolean
}

export type EstimateUnit = 'per second' | 'ms' | 'bytes' | 'share' | 'tasks'

const FORMATS: Readonly<Record<EstimateUnit, (value: number) => string>> = {
  'per second': formatRate,
  ms: formatDuration,
  bytes: formatBytes,
  share: formatShare,
  tasks: threeDigits,
}

const AXES: Readonly<Record<EstimateUnit, (hi: number) => Axis>> = {
  'per second': (hi) => numberAxis(0, hi),
  ms: durationAxis,
  bytes: bytesAxis,
  share: (hi) => shareAxis(Math.min(1, hi)), // there is no more than all
  tasks: (hi) => numberAxis(0, hi),
}

const HEADROOM = 1.06
/** An interval of few repeats may be many times as long as all else is high: it runs out of the plot. */
const MOST_OVER_MEANS = 2
/** Of ticks that are numbers of workers, as many have the room of a usual one. */
const NARROW_TICKS = 3
/** Room beyond the last point, as a share of the axis. */
const BEYOND = 0.05

export const formatEstimate = (unit: EstimateUnit, value: number): string => FORMATS[unit](value)

/** From 0: how far apart values are is seen rightly only so. */
export function estimatesAxes({ series, unit, xName }: Estimates): { readonly x: Axis; readonly y: Axis } {
  const points = series.flatMap((one) => one.points)
  const right = Math.max(1, ...points.map(({ x }) => x))
  const highest = Math.max(0, ...points.map(({ mean }) => mean))
  const top = Math.min(highest * MOST_OVER_MEANS, Math.max(0, ...points.map(({ mean, high }) => high ?? mean)))
  const x = numberAxis(0, right * (1 + BEYOND))
  const y = AXES[unit](niceEnd(top * HEADROOM))
  if (points.length === 0) return { x: { ...x, ticks: noTicks }, y: { ...y, ticks: noTicks } }
  return { x: xName === 'Workers' ? { ...x, ticks: (count) => wholeTicks(0, x.hi, NARROW_TICKS * count) } : x, y }
}

const noTicks = (): number[] => []

/** One entry for each series; none for one alone, which needs no name. */
export const estimatesLegend = ({ series }: Estimates): LegendEntry[] =>
  series.length < 2 ? [] : series.map(({ label, mark, token }) => ({ label, mark, token }))

const peakWords = ({ name, beyond }: EstimatePeak): string => `${beyond ? 'predicted peak, not measured' : 'predicted peak'}: ${name}`

/** The points as a table, and the peak of their curve. */
export function estimatesTable({ series, unit, xName }: Estimates, what: string): ChartTable {
  const format = (value: number | null): string => (value === null ? NONE : FORMATS[unit](value))
  return {
    caption: `${what}: means of the repeats with their 95% confidence intervals`,
    columns: [xName, 'Mean', 'From', 'To', 'Runs'],
    rows: series.flatMap(({ points, peak }) => [
      ...points.map(({ name, mean, low, high, runs }) => [name, format(mean), format(low), format(high), String(runs)]),
      ...(peak === null ? [] : [[peakWords(peak), format(peak.value), NONE, NONE, NONE]]),
    ]),
  }
}

/** In words, for those who do not see the chart. */
export function describeEstimates({ series, unit }: Estimates, what: string): string {
  const parts = series.flatMap(({ label, points, peak }) => {
    const [first, last] = [points[0], points.at(-1)]
    if (first === undefined || last === undefined) return []
    const from = `${FORMATS[unit](first.mean)} for ${first.name}`
    const words = peak === null ? '' : `, ${peakWords(peak)}`
    return [`${label} ${first === last ? from : `from ${from} to ${FORMATS[unit](last.mean)} for ${last.name}`}${words}`]
  })
  return `${what}: ${parts.length === 0 ? 'nothing measured yet' : parts.join('; ')}`
}
