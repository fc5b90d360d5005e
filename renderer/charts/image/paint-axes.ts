import type { Axis } from '../axis.ts'
import type { FigureAxes } from '../figure.ts'
import { PX_PER_X_TICK, PX_PER_Y_TICK } from '../plot-area.ts'
import { tokenColor } from '../palette.ts'
import { paintLevel, xPixel, yPixel, type View } from '../surface.ts'

type Context = CanvasRenderingContext2D

const LABEL_GAP = 7

/** An axis without ticks. */
export const fixedAxis = (lo: number, hi: number): Axis => ({ key: `${lo} ${hi}`, lo, hi, ticks: () => [], format: String })

/** What recharts draws on the screen: grid, axis line and labels. `scale`: of the labels. */
export function paintAxes(context: Context, view: View, axes: FigureAxes, scale: number): void {
  const { palette, width, height } = view
  const rows = axes.y.ticks(height / (PX_PER_Y_TICK * scale))
  const columns = axes.moves ? [] : axes.x.ticks(width / (PX_PER_X_TICK * scale))
  context.fillStyle = palette.hair
  if (axes.grid === 'horizontal') for (const tick of rows) context.fillRect(0, Math.round(yPixel(view, tick)), width, 1)
  else for (const tick of columns) context.fillRect(Math.round(xPixel(view, tick)), 0, 1, height)
  context.fillStyle = palette.line
  context.fillRect(0, height, width, 1)
  context.font = palette.font
  context.fillStyle = palette.ink3
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  for (const tick of rows) context.fillText(axes.y.format(tick), -LABEL_GAP, yPixel(view, tick))
  context.textAlign = 'center'
  context.textBaseline = 'top'
  for (const tick of columns) context.fillText(axes.x.format(tick), xPixel(view, tick), height + LABEL_GAP)
}

/** The dashed line of a limit, over the marks, with its name at its end. */
export function paintLimit(context: Context, view: View, { limit }: FigureAxes): void {
  if (limit === null) return
  paintLevel(context, view, limit.y, limit.label, tokenColor(view.palette, limit.token))
}
