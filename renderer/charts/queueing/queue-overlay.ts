import type { QueueWindow } from '../../../workloads/analysis/index.ts'
import type { TipRow } from '../chart-tip.tsx'
import type { ChartRun } from '../data.ts'
import { formatDuration, formatRate, formatShare, NONE, threeDigits } from '../format.ts'
import type { LegendEntry } from '../legends.ts'
import type { PlotPoint } from '../plot-area.ts'
import { isRange, type SharedView, type TimeWindow } from '../shared-view.ts'
import { paintLevel, xPixel, yPixel, type Paint, type View } from '../surface.ts'
import { queueingOf } from './queueing.ts'

const PX_PER_WINDOW = 18
const BAND_PX = 5
const BAND_OPACITY = 0.4

/** What is laid over the queue depth. */
export interface QueueOverlay {
  readonly paint: Paint
  /** What the tooltip says more of a time. */
  readonly rows: (at: PlotPoint, shown: TimeWindow) => readonly TipRow[]
}

/** What its marks stand for. */
export const QUEUE_LEGEND: readonly LegendEntry[] = [
  { label: 'mean depth', mark: 'area', token: 'ink3' },
  { label: 'rate × wait', mark: 'line', token: 'warn' },
  { label: 'M/M/c', mark: 'line', token: 'bad' },
]

/**
 * The mean depth of each window as a band, and on it the depth that arrival rate times mean wait gives: where Little's
 * law holds, the line lies on the band. A dashed line is the depth that M/M/c predicts, where it may be asked.
 */
export function queueOverlay(run: ChartRun, view: SharedView): QueueOverlay {
  const queueing = queueingOf(run)
  const windowsIn = (shown: TimeWindow, widthPx: number): QueueWindow[] => queueing.windows(shown, widthPx / PX_PER_WINDOW)
  return {
    paint(context, plot) {
      context.save()
      context.beginPath()
      context.rect(0, 0, plot.width, plot.height)
      context.clip()
      const windows = windowsIn({ fromMs: plot.x.lo, toMs: plot.x.hi }, plot.width)
      context.globalAlpha = BAND_OPACITY
      paintLevels(context, plot, windows, ({ meanDepth }) => meanDepth, plot.palette.ink3, BAND_PX)
      context.globalAlpha = 1
      paintLevels(context, plot, windows, ({ expectedDepth }) => expectedDepth, plot.palette.warn, 1.75)
      const { prediction, servers } = queueing.prediction(isRange(view.selection) ? view.selection : null)
      if (prediction !== null) paintLevel(context, plot, prediction.meanDepth, `M/M/${servers}`, plot.palette.bad)
      context.restore()
    },
    rows(at, shown) {
      const found = windowsIn(shown, at.width).find(({ fromMs, toMs }) => at.x >= fromMs && at.x < toMs)
      return found === undefined ? [] : windowRows(found)
    },
  }
}

/** A window in words, for the tooltip: as many as have room. Table and tab have all. */
function windowRows({ arrivalRate, meanWaitMs, meanDepth, expectedDepth }: QueueWindow): TipRow[] {
  return [
    { label: 'arrivals', value: formatRate(arrivalRate) },
    { label: 'mean wait', value: formatDuration(meanWaitMs) },
    { label: 'mean depth', value: threeDigits(meanDepth) },
    { label: 'rate × wait', value: expectedDepth === null ? NONE : threeDigits(expectedDepth) },
  ]
}

/** `+4.2 %`, `−12 %`. */
export const signedShare = (share: number | null): string =>
  share === null ? formatShare(null) : `${share < 0 ? '−' : share > 0 ? '+' : ''}${formatShare(Math.abs(share))}`

function paintLevels(
  context: CanvasRenderingContext2D,
  view: View,
  windows: readonly QueueWindow[],
  levelOf: (window: QueueWindow) => number | null,
  color: string,
  width: number,
): void {
  context.strokeStyle = color
  context.lineWidth = width
  context.beginPath()
  for (const window of windows) {
    const level = levelOf(window)
    if (level === null) continue
    const y = yPixel(view, level)
    context.moveTo(xPixel(view, window.fromMs) + 1, y)
    context.lineTo(xPixel(view, window.toMs) - 1, y)
  }
  context.stroke()
}
