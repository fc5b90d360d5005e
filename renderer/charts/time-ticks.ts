import { BLEED_PX, xPixel, type Paint, type View } from './surface.ts'

const PX_PER_TICK = 75
const LABEL_TOP = 7

/**
 * Paints the labels of a time axis below the marks, and its grid under them. A chart of recharts would take 5 to 8 ms to
 * render an axis that moves; all time charts move in each frame of a zoom or pan.
 */
export function withTimeTicks(paint: Paint, grid: boolean): Paint {
  return (context, view, timeMs) => {
    const ticks = view.x.ticks(view.width / (PX_PER_TICK * view.palette.textScale))
    if (grid) paintGrid(context, view, ticks)
    const again = paint(context, view, timeMs)
    paintLabels(context, view, ticks)
    return again
  }
}

function paintGrid(context: CanvasRenderingContext2D, view: View, ticks: readonly number[]): void {
  context.fillStyle = view.palette.hair
  for (const tick of ticks) context.fillRect(Math.round(xPixel(view, tick)), 0, 1, view.height)
}

function paintLabels(context: CanvasRenderingContext2D, view: View, ticks: readonly number[]): void {
  context.font = view.palette.font
  context.fillStyle = view.palette.ink3
  context.textAlign = 'center'
  context.textBaseline = 'top'
  for (const tick of ticks) {
    const text = view.x.format(tick)
    // The canvas ends soon after the plot.
    const reach = context.measureText(text).width / 2 - BLEED_PX
    const x = Math.min(view.width - reach, Math.max(reach, xPixel(view, tick)))
    context.fillText(text, x, view.height + LABEL_TOP)
  }
}
