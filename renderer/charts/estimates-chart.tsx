import { useCallback, useMemo, type ReactNode } from 'react'
import type { TipContent, TipRow } from './chart-tip.tsx'
import type { Frames } from './data.ts'
import { describeEstimates, estimatesAxes, formatEstimate, type Estimates } from './estimates.ts'
import { estimatesPainter, placeOf } from './estimates-painter.ts'
import { tokenCss } from './palette.ts'
import { UNIT_AXIS_WIDTH } from './plot-area.ts'
import { Plot, type PlotPoint } from './plot.tsx'

/** Points are found from so far away. */
const NEAR_PX = 30

export interface EstimatesChartProps {
  readonly estimates: Estimates
  /** What the chart shows, as its card says. */
  readonly what: string
  readonly empty: string
  readonly frames: Frames
}

/** Means with error bars against a number of workers or a rate; see `Estimates`. */
export function EstimatesChart({ estimates, what, empty, frames }: EstimatesChartProps): ReactNode {
  const { x, y } = useMemo(() => estimatesAxes(estimates), [estimates])
  const paint = useMemo(() => estimatesPainter(estimates), [estimates])
  const probe = useCallback((at: PlotPoint) => nearest(estimates, at), [estimates])
  const none = estimates.series.every(({ points }) => points.length === 0)
  return (
    <Plot
      {...{ x, y, frames, paint, probe }}
      yWidth={UNIT_AXIS_WIDTH}
      label={describeEstimates(estimates, what)}
      empty={none ? empty : null}
      version={unchanged}
    />
  )
}

/** Other estimates have another painter. */
const unchanged = (): number => 0

function nearest(estimates: Estimates, at: PlotPoint): TipContent | null {
  const { series, unit } = estimates
  const view = { ...estimatesAxes(estimates), width: at.width, height: at.height }
  const places = series.flatMap((one, index) => one.points.map((point) => ({ one, point, place: placeOf(estimates, index, point, view) })))
  const distance = ({ place: [x, y] }: (typeof places)[number]): number => Math.hypot(x - at.xPx, y - at.yPx)
  const found = places.sort((a, b) => distance(a) - distance(b))[0]
  if (found === undefined || distance(found) > NEAR_PX) return null
  const { point, place, one } = found
  const rows: TipRow[] = [{ label: 'mean', value: formatEstimate(unit, point.mean), color: tokenCss(one.token) }]
  if (point.low !== null && point.high !== null) {
    rows.push({ label: '95% interval', value: `${formatEstimate(unit, point.low)} to ${formatEstimate(unit, point.high)}` })
  }
  if (one.curve !== null) rows.push({ label: 'by the curve', value: formatEstimate(unit, one.curve(point.x)) })
  rows.push({ label: 'runs', value: String(point.runs) })
  return { xPx: place[0], yPx: place[1], title: point.name, rows }
}
