import type { EstimatePoint, Estimates, EstimateSeries } from './estimates.ts'
import { tokenColor } from './palette.ts'
import { paintPoint } from './point-marks.ts'
import { BLEED_PX, paintText, xPixel, yPixel, type Paint, type View } from './surface.ts'

type Context = CanvasRenderingContext2D

const MARK_PX = 4
const CAP_PX = 3
const RING_PX = 8.5
/** Points of one x stand side by side. */
const APART_PX = 7
const CURVE_STEP_PX = 3
const JOINED_OPACITY = 0.45
const TEXT_PX = 15

/** Where a point is in the plot. */
export function placeOf({ series }: Estimates, at: number, point: EstimatePoint, view: Pick<View, 'x' | 'y' | 'width' | 'height'>): [number, number] {
  return [xPixel(view, point.x) + (at - (series.length - 1) / 2) * APART_PX, yPixel(view, point.mean)]
}

/** Points with their intervals, on a curve where there is one. */
export function estimatesPainter(estimates: Estimates): Paint {
  return (context, view) => {
    context.save()
    context.beginPath()
    context.rect(-BLEED_PX, -BLEED_PX, view.width + 2 * BLEED_PX, view.height + 2 * BLEED_PX)
    context.clip()
    estimates.verticals.forEach(({ x, label }, line) => paintVertical(context, view, x, label, line * TEXT_PX))
    estimates.series.forEach((one, at) => {
      const color = tokenColor(view.palette, one.token)
      context.strokeStyle = color
      paintLine(context, view, one, at, estimates)
      for (const point of one.points) paintPointAt(context, view, one, point, placeOf(estimates, at, point, view), color)
    })
    paintPeaks(context, view, estimates)
    context.restore()
  }
}

function paintLine(context: Context, view: View, { curve, flat, points }: EstimateSeries, at: number, estimates: Estimates): void {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return
  context.lineWidth = curve === null ? 1.5 : 2
  context.globalAlpha = curve === null ? JOINED_OPACITY : 1
  context.beginPath()
  if (flat) {
    const y = yPixel(view, first.mean)
    context.setLineDash([2, 4])
    context.moveTo(0, y)
    context.lineTo(view.width, y)
  } else if (curve === null) {
    joinPoints(context, points.map((point) => placeOf(estimates, at, point, view)))
  } else {
    const [fromPx, toPx] = [xPixel(view, first.x), xPixel(view, last.x)]
    const steps = Math.max(1, Math.ceil((toPx - fromPx) / CURVE_STEP_PX))
    const px = Array.from({ length: steps + 1 }, (_, i) => fromPx + ((toPx - fromPx) * i) / steps)
    const xOf = (at: number): number => view.x.lo + (at / view.width) * (view.x.hi - view.x.lo)
    joinPoints(context, px.map((at) => [at, yPixel(view, curve(xOf(at)))]))
  }
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = 1
}

function joinPoints(context: Context, places: readonly (readonly [number, number])[]): void {
  places.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
}

function paintPointAt(
  context: Context,
  view: View,
  { mark }: EstimateSeries,
  { low, high, chosen }: EstimatePoint,
  [x, y]: [number, number],
  color: string,
): void {
  context.strokeStyle = color
  context.lineWidth = 1.5
  if (low !== null && high !== null) {
    const [top, bottom] = [yPixel(view, high), yPixel(view, low)]
    context.beginPath()
    context.moveTo(x, top)
    context.lineTo(x, bottom)
    for (const end of [top, bottom]) {
      context.moveTo(x - CAP_PX, end)
      context.lineTo(x + CAP_PX, end)
    }
    context.stroke()
  }
  // A rim, so that marks of two series that meet are two.
  context.fillStyle = view.palette.panel
  paintPoint(context, mark, [x, y], MARK_PX + 1.5)
  context.fillStyle = color
  paintPoint(context, mark, [x, y], MARK_PX)
  if (!chosen) return
  context.strokeStyle = view.palette.ink
  context.beginPath()
  context.arc(x, y, RING_PX, 0, 2 * Math.PI)
  context.stroke()
}

/** Above the axis, one below the other: there is room, since throughput is shown from 0. */
function paintPeaks(context: Context, view: View, { series }: Estimates): void {
  const peaks = series.flatMap(({ peak, points: [first], token }) => (peak === null || first === undefined ? [] : [{ peak, first, token }]))
  peaks.forEach(({ peak, first, token }, line) => {
    const x = peak.beyond ? view.width : xPixel(view, Math.max(first.x, peak.x))
    if (!peak.beyond) {
      context.strokeStyle = tokenColor(view.palette, token)
      context.lineWidth = 1.5
      context.setLineDash([2, 3])
      context.beginPath()
      context.moveTo(x, yPixel(view, peak.value))
      context.lineTo(x, view.height)
      context.stroke()
      context.setLineDash([])
    }
    const text = peak.beyond ? `peak beyond: ${peak.name} →` : `peak: ${peak.name}`
    context.font = view.palette.font
    const { width } = context.measureText(text)
    const right = x + 6 + width < view.width
    context.textAlign = 'left'
    context.textBaseline = 'bottom'
    paintText(context, view, text, right ? x + 5 : Math.max(0, x - 5 - width), view.height - 3 - (peaks.length - 1 - line) * TEXT_PX)
  })
}

/** Each has a line of its own for its label: two may be near each other. */
function paintVertical(context: Context, view: View, value: number, label: string, topPx: number): void {
  const x = xPixel(view, value)
  context.strokeStyle = view.palette.ink3
  context.lineWidth = 1
  context.setLineDash([4, 4])
  context.beginPath()
  context.moveTo(x, 0)
  context.lineTo(x, view.height)
  context.stroke()
  context.setLineDash([])
  context.font = view.palette.font
  const right = x + 6 + context.measureText(label).width < view.width
  context.textAlign = right ? 'left' : 'right'
  context.textBaseline = 'top'
  paintText(context, view, label, right ? x + 5 : x - 5, topPx)
}
