import type { ChartRun } from './data.ts'
import { formatCount } from './format.ts'
import { lowerBound, RowCursor } from './rows.ts'
import { StepColumns } from './step-columns.ts'
import { BLEED_PX, paintPeak, xPixel, yPixel, type Paint, type View } from './surface.ts'

/** Draws queue depth as exact steps over a light area, with the peak named. */
export function depthPainter(run: ChartRun): Paint {
  const cursor = new RowCursor((source) => source.tables.depth)
  let columns = new StepColumns(1, 0, 1)
  let columnsFor: View | null = null
  return (context, view) => {
    if (columnsFor !== view || cursor.isStale(run)) {
      columns = new StepColumns(Math.max(1, Math.round(view.width * view.dpr)), view.x.lo, view.x.hi)
      columnsFor = view
      // The last change before the window says where the line comes in.
      const { columns: depth, length } = run.tables.depth
      cursor.restart(run, Math.max(0, lowerBound(depth.atMs, length, view.x.lo) - 1))
    }
    columns.add(run.tables.depth, cursor.take(run))
    context.save()
    context.beginPath()
    context.rect(0, -BLEED_PX, view.width, view.height + BLEED_PX)
    context.clip()
    paintSteps(context, view, columns, run.nowMs)
    context.restore()
    paintHighest(context, view, columns, run.capacity)
  }
}

function paintSteps(context: CanvasRenderingContext2D, view: View, columns: StepColumns, nowMs: number): void {
  const end = Math.min(view.width, xPixel(view, nowMs))
  context.beginPath()
  traceSteps(context, view, columns, end)
  context.lineTo(end, view.height)
  context.lineTo(0, view.height)
  context.fillStyle = view.palette.accent
  context.globalAlpha = 0.13
  context.fill()
  context.globalAlpha = 1
  context.beginPath()
  traceSteps(context, view, columns, end)
  context.strokeStyle = view.palette.accent
  context.lineWidth = 1.75
  context.lineJoin = 'round'
  context.stroke()
}

/** The line as a path from the left edge to `end`. */
function traceSteps(context: CanvasRenderingContext2D, view: View, columns: StepColumns, end: number): void {
  let level = yPixel(view, columns.before)
  context.moveTo(0, level)
  for (let column = 0; column < columns.count; column++) {
    if (columns.changes[column] === 0) continue
    const x = (column + 0.5) / view.dpr
    context.lineTo(x, level)
    context.lineTo(x, yPixel(view, columns.highest[column] ?? 0))
    context.lineTo(x, yPixel(view, columns.lowest[column] ?? 0))
    level = yPixel(view, columns.last[column] ?? 0)
    context.lineTo(x, level)
  }
  context.lineTo(end, level)
}

function paintHighest(context: CanvasRenderingContext2D, view: View, columns: StepColumns, capacity: number | null): void {
  let peak = -1
  for (let column = 0; column < columns.count; column++) {
    if (columns.changes[column] === 1 && (peak < 0 || (columns.highest[column] ?? 0) > (columns.highest[peak] ?? 0))) {
      peak = column
    }
  }
  const depth = columns.highest[peak] ?? 0
  if (depth === 0) return
  const at = [(peak + 0.5) / view.dpr, yPixel(view, depth)] as const
  // A full queue is at the line that is named already.
  paintPeak(context, view, at, depth === capacity ? '' : `max ${formatCount(depth)}`, view.palette.accent)
}
