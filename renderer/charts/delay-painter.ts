import type { ChartRun } from './data.ts'
import { DelayColumns, LONGEST_INTERVAL_MS } from './delay-columns.ts'
import { formatDuration } from './format.ts'
import { lowerBound, RowCursor } from './rows.ts'
import { isLoop } from './slots.ts'
import { paintPeak, yPixel, type Paint, type View } from './surface.ts'

/** A sample in the window may speak for time since the one before it. */
const LOOK_BACK_MS = 2 * LONGEST_INTERVAL_MS

export interface DelayPainter {
  readonly paint: Paint
  /** What was painted last, for the tooltip. */
  readonly columns: () => DelayColumns | null
}

/** Draws how late the event loop was as a step line over a light area, with gaps where nobody measured. */
export function delayPainter(run: ChartRun): DelayPainter {
  const cursor = new RowCursor((source) => source.tables.samples)
  let columns: DelayColumns | null = null
  let columnsFor: View | null = null
  return {
    columns: () => columns,
    paint(context, view) {
      if (columns === null || columnsFor !== view || cursor.isStale(run)) {
        const { lo, hi } = view.x
        columns = new DelayColumns(Math.max(1, Math.round(view.width)), lo, hi, (worker) => isLoop(run, worker))
        columnsFor = view
        cursor.restart(run, lowerBound(run.tables.samples.columns.atMs, run.tables.samples.length, lo - LOOK_BACK_MS))
      }
      columns.add(run.tables.samples, cursor.take(run))
      paintSteps(context, view, columns)
      const peak = indexOfHighest(columns.worst)
      const delayMs = columns.worst[peak] ?? -1
      if (delayMs <= 0) return
      const text = `max ${formatDuration(run.maxLoopDelayMs)}`
      paintPeak(context, view, [peak + 0.5, yPixel(view, delayMs)], text, view.palette.accent)
    },
  }
}

function paintSteps(context: CanvasRenderingContext2D, view: View, { worst, count }: DelayColumns): void {
  context.beginPath()
  for (let column = 0; column < count; column++) {
    const delayMs = worst[column] ?? -1
    if (delayMs < 0) continue
    const y = yPixel(view, delayMs)
    context.rect(column, y, 1, view.height - y)
  }
  context.fillStyle = view.palette.accent
  context.globalAlpha = 0.13
  context.fill()
  context.globalAlpha = 1
  context.beginPath()
  let pen = false
  for (let column = 0; column < count; column++) {
    const delayMs = worst[column] ?? -1
    if (delayMs >= 0) {
      const y = yPixel(view, delayMs)
      if (pen) context.lineTo(column, y)
      else context.moveTo(column, y)
      context.lineTo(column + 1, y)
    }
    pen = delayMs >= 0
  }
  context.strokeStyle = view.palette.accent
  context.lineWidth = 1.75
  context.lineJoin = 'round'
  context.stroke()
}

function indexOfHighest(values: Float64Array): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] ?? -1) > (values[best] ?? -1)) best = i
  return best
}
