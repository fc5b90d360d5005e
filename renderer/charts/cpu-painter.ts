import { CpuBins, MAX_SERIES, stackPlace } from './cpu-stack.ts'
import type { ChartRun } from './data.ts'
import { colorOf } from './palette.ts'
import { lowerBound, RowCursor } from './rows.ts'
import { paintText, xPixel, yPixel, type Paint, type View } from './surface.ts'

/** A bin of fewer pixels would show nothing more. */
const PX_PER_BIN = 2
const NAME_GAP_PX = 6
const NAME_WIDTH_PX = 46

/** Samples before the window that are read, too: the first ones in it speak for the time since those. */
const LOOK_BACK_MS = 5000

type Context = CanvasRenderingContext2D

export interface CpuPainter {
  readonly paint: Paint
  /** What was painted last, for the tooltip. */
  readonly bins: () => CpuBins | null
}

/** Draws the cores that workers use as a stack, and the app's own use as a line that is no part of it. */
export function cpuPainter(run: ChartRun): CpuPainter {
  const cursor = new RowCursor((source) => source.tables.samples)
  let bins: CpuBins | null = null
  let binsFor: View | null = null
  let workers = 0
  return {
    bins: () => bins,
    paint(context, view) {
      const crowded = run.workers.length > MAX_SERIES
      if (bins === null || binsFor !== view || cursor.isStale(run) || crowded !== workers > MAX_SERIES) {
        const count = run.workers.length
        bins = new CpuBins(
          Math.max(1, Math.floor(view.width / PX_PER_BIN)),
          [view.x.lo, view.x.hi],
          (worker) => run.workers[worker]?.startedMs ?? 0,
          (worker) => stackPlace(worker, count),
        )
        binsFor = view
        workers = count
        const { columns, length } = run.tables.samples
        cursor.restart(run, lowerBound(columns.atMs, length, view.x.lo - LOOK_BACK_MS))
      }
      bins.add(run.tables.samples, cursor.take(run))
      paintStack(context, view, bins, crowded)
      paintApp(context, view, bins)
    },
  }
}

function paintStack(context: Context, view: View, bins: CpuBins, crowded: boolean): void {
  const end = bins.known
  const base = new Float64Array(end)
  context.globalAlpha = 0.85
  for (let place = 0; place < MAX_SERIES; place++) {
    context.beginPath()
    for (let bin = 0; bin < end; bin++) stepTo(context, view, bins, bin, (base[bin] ?? 0) + bins.cores(place, bin))
    for (let bin = end - 1; bin >= 0; bin--) {
      stepTo(context, view, bins, bin, base[bin] ?? 0, true)
      base[bin] = (base[bin] ?? 0) + bins.cores(place, bin)
    }
    context.fillStyle = crowded && place === MAX_SERIES - 1 ? view.palette.wait : colorOf(view.palette, place)
    context.fill()
  }
  context.globalAlpha = 1
}

/** A line with gaps where nobody knows. */
function paintApp(context: Context, view: View, bins: CpuBins): void {
  context.beginPath()
  let pen = false
  let last: { bin: number; cores: number } | null = null
  for (let bin = 0; bin < bins.known; bin++) {
    const cores = bins.appCores(bin)
    if (cores !== null) {
      const [left, right, y] = [binLeft(view, bins, bin), binRight(view, bins, bin), yPixel(view, cores)]
      if (pen) context.lineTo(left, y)
      else context.moveTo(left, y)
      context.lineTo(right, y)
      last = { bin, cores }
    }
    pen = cores !== null
  }
  if (last === null) return
  // A rim in the panel's colour keeps the line readable on top of the stack.
  context.lineJoin = 'round'
  context.strokeStyle = view.palette.panel
  context.lineWidth = 3.5
  context.stroke()
  context.strokeStyle = view.palette.ink
  context.lineWidth = 1.5
  context.stroke()
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const end = binRight(view, bins, last.bin)
  const x = Math.min(end + NAME_GAP_PX, view.width - NAME_WIDTH_PX)
  // Beside the end of the line, or above it where there is no room beside.
  paintText(context, view, 'this app', x, yPixel(view, last.cores) - (x < end ? 9 : 3))
}

const binLeft = (view: View, { bins }: CpuBins, bin: number): number => (bin / bins) * view.width

const binRight = (view: View, { bins, lastMs }: CpuBins, bin: number): number =>
  Math.min(((bin + 1) / bins) * view.width, xPixel(view, lastMs))

/** The flat top of one bin, drawn left to right or right to left. */
function stepTo(context: Context, view: View, bins: CpuBins, bin: number, cores: number, back = false): void {
  const y = yPixel(view, cores)
  const [left, right] = [binLeft(view, bins, bin), binRight(view, bins, bin)]
  context.lineTo(back ? right : left, y)
  context.lineTo(back ? left : right, y)
}
