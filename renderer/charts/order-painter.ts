import type { ColumnArray } from '../../workloads/contract/index.ts'
import { keepTally, type Tally } from './checkpoints.ts'
import type { ChartRun } from './data.ts'
import { DensityGrid } from './density-grid.ts'
import type { OrderMode } from './order-mode.ts'
import { displacement } from './order-marks.ts'
import { wasCancelled, wentWrong } from './outcomes.ts'
import { MarkLayer } from './mark-layer.ts'
import { colorOf, packRgb, toRgb, WORKER_COLORS } from './palette.ts'
import { RowCursor } from './rows.ts'
import { isRange, type SharedView } from './shared-view.ts'
import { paintText, xPixel, yPixel, type Paint, type View } from './surface.ts'
import { rowOfTask } from './task-times.ts'

/** More marks than this are counted into cells instead. */
export const MAX_MARKS = 20_000
/** More than this are drawn as squares. */
const MAX_DOTS = 200
const DOT_RADIUS_PX = 3
const RING_RADIUS_PX = 5.5
/** Side of a density cell. */
const CELL_PX = 2
/** A grid is large: a million tasks are 16 copies of it. */
const GRID_EVERY_ROWS = 65_536
const MARGIN_PX = 4
const ROOM_FOR_WORDS_PX = 34

type Context = CanvasRenderingContext2D

/** Draws a mark for each ended task at its completion rank; a cross for one that failed or was cancelled. */
export function orderPainter(run: ChartRun, mode: Exclude<OrderMode, 'auto'>, shared: SharedView): Paint {
  const valueOf = orderValue(run, mode)
  const marks = marksPainter(run, valueOf)
  const density = densityPainter(run, valueOf)
  return (context, view, timeMs) => {
    if (run.tables.tasks.length === 0) return
    paintGuide(context, view, mode)
    if (run.tables.tasks.length > MAX_MARKS) density(context, view, timeMs)
    else marks(context, view, timeMs)
    if (mode === 'displacement') paintWords(context, view)
    const { selection } = shared
    const selected = selection === null || isRange(selection) ? null : rowOfTask(run, selection.taskRow)
    if (selected === null) return
    const rank = run.tables.tasks.columns.rank[selected] ?? 0
    paintRing(context, view, xPixel(view, rank), yPixel(view, valueOf(selected)))
  }
}

/** Around the mark of the selected task. */
function paintRing(context: Context, { palette }: View, x: number, y: number): void {
  context.beginPath()
  context.arc(x, y, RING_RADIUS_PX, 0, 2 * Math.PI)
  // A rim in the panel's colour sets the ring off from marks of any colour.
  for (const [color, width] of [[palette.panel, 5], [palette.ink, 2]] as const) {
    context.strokeStyle = color
    context.lineWidth = width
    context.stroke()
  }
}

/** What is plotted over completion rank. */
export function orderValue(run: ChartRun, mode: Exclude<OrderMode, 'auto'>): (row: number) => number {
  const { tasks } = run.tables
  return mode === 'rank' ? (row) => tasks.columns.id[row] ?? 0 : (row) => displacement(tasks, row)
}

/** Where every task would be, had all ended in the order of their submission. */
function paintGuide(context: Context, view: View, mode: Exclude<OrderMode, 'auto'>): void {
  context.strokeStyle = view.palette.ink3
  context.globalAlpha = 0.55
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(xPixel(view, view.x.lo), yPixel(view, mode === 'rank' ? view.x.lo : 0))
  context.lineTo(xPixel(view, view.x.hi), yPixel(view, mode === 'rank' ? view.x.hi : 0))
  context.stroke()
  context.globalAlpha = 1
}

/** What above and below the line mean, on the sides that have room to say so. */
function paintWords(context: Context, view: View): void {
  const zero = yPixel(view, 0)
  context.textAlign = 'right'
  context.textBaseline = 'top'
  if (zero > ROOM_FOR_WORDS_PX) paintText(context, view, 'overtook others', view.width - MARGIN_PX, MARGIN_PX)
  context.textBaseline = 'bottom'
  if (view.height - zero > ROOM_FOR_WORDS_PX) {
    paintText(context, view, 'was overtaken', view.width - MARGIN_PX, view.height - MARGIN_PX)
  }
}

/** A mark for each task: dots while they are few, pixels (see MarkLayer) beyond. */
function marksPainter(run: ChartRun, valueOf: (row: number) => number): Paint {
  const squares = squaresPainter(run, valueOf)
  return (context, view, timeMs) => {
    const { length, columns } = run.tables.tasks
    const { rank, outcome } = columns
    if (length > MAX_DOTS) squares(context, view, timeMs)
    else paintDots(context, view, run, valueOf)
    const at = (row: number): Place => [xPixel(view, rank[row] ?? 0), yPixel(view, valueOf(row))]
    // Last, so that no other mark hides what went wrong.
    paintCrosses(context, view.palette.ink3, rowsWhere(outcome, length, wasCancelled).map(at))
    paintCrosses(context, view.palette.bad, rowsWhere(outcome, length, wentWrong).map(at))
  }
}

function paintDots(context: Context, view: View, run: ChartRun, valueOf: (row: number) => number): void {
  const { length, columns } = run.tables.tasks
  for (let row = 0; row < length; row++) {
    if (columns.outcome[row] !== 0) continue
    context.fillStyle = colorOf(view.palette, columns.worker[row] ?? 0)
    paintDot(context, xPixel(view, columns.rank[row] ?? 0), yPixel(view, valueOf(row)), DOT_RADIUS_PX)
  }
}

function squaresPainter(run: ChartRun, valueOf: (row: number) => number): Paint {
  const cursor = new RowCursor((source) => source.tables.tasks)
  let layer: MarkLayer | null = null
  let layerFor: View | null = null
  let side = 0
  return (context, view) => {
    const { length, columns } = run.tables.tasks
    const wanted = length <= 2000 ? 3 : 2
    if (layer === null || layerFor !== view || side !== wanted || cursor.isStale(run)) {
      layer = new MarkLayer(view)
      layerFor = view
      side = wanted
      cursor.restart(run)
    }
    const colors = view.palette.workers.map((color) => packRgb(toRgb(color)))
    for (let row = cursor.take(run); row < length; row++) {
      if (columns.outcome[row] !== 0) continue
      const color = colors[(columns.worker[row] ?? 0) % WORKER_COLORS] ?? 0
      layer.add(xPixel(view, columns.rank[row] ?? 0), yPixel(view, valueOf(row)), side, color)
    }
    layer.paint(context)
  }
}

function paintDot(context: Context, x: number, y: number, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

type Place = readonly [x: number, y: number]

function rowsWhere(outcome: ColumnArray, length: number, is: (outcome: number | undefined) => boolean): number[] {
  const rows: number[] = []
  for (let row = 0; row < length; row++) if (is(outcome[row])) rows.push(row)
  return rows
}

function paintCrosses(context: Context, color: string, places: readonly Place[]): void {
  if (places.length === 0) return
  const arm = places.length > 500 ? 2 : 3.5
  context.beginPath()
  for (const [x, y] of places) {
    context.moveTo(x - arm, y - arm)
    context.lineTo(x + arm, y + arm)
    context.moveTo(x + arm, y - arm)
    context.lineTo(x - arm, y + arm)
  }
  context.strokeStyle = color
  context.lineWidth = 1.75
  context.stroke()
}

/** Marks are counted into cells for one view: another one has other cells. */
class DensityTally implements Tally<DensityGrid> {
  grid: DensityGrid
  readonly #view: View
  readonly #valueOf: (row: number) => number

  constructor(view: View, valueOf: (row: number) => number) {
    this.#view = view
    this.#valueOf = valueOf
    this.grid = this.#emptyGrid()
  }

  add({ columns }: ChartRun['tables']['tasks'], from: number, to: number): void {
    const { x, y } = this.#view
    for (let row = from; row < to; row++) {
      const xShare = ((columns.rank[row] ?? 0) - x.lo) / (x.hi - x.lo)
      const yShare = 1 - (this.#valueOf(row) - y.lo) / (y.hi - y.lo)
      this.grid.add(xShare, yShare, wentWrong(columns.outcome[row]))
    }
  }

  save(): DensityGrid {
    return this.grid.copy()
  }

  restore(saved: DensityGrid | null): void {
    this.grid = saved?.copy() ?? this.#emptyGrid()
  }

  #emptyGrid(): DensityGrid {
    return new DensityGrid(Math.ceil(this.#view.width / CELL_PX), Math.ceil(this.#view.height / CELL_PX))
  }
}

function densityPainter(run: ChartRun, valueOf: (row: number) => number): Paint {
  let kept: { readonly view: View; readonly tally: DensityTally; readonly keep: (run: ChartRun) => void } | null = null
  return (context, view) => {
    if (kept?.view !== view) {
      const tally = new DensityTally(view, valueOf)
      kept = { view, tally, keep: keepTally(tally, GRID_EVERY_ROWS) }
    }
    kept.keep(run)
    paintPixels(context, view, kept.tally.grid)
  }
}

function paintPixels(context: Context, view: View, grid: DensityGrid): void {
  const cells = new OffscreenCanvas(grid.columns, grid.rows)
  const pixels = grid.toPixels(toRgb(view.palette.accent), toRgb(view.palette.bad))
  cells.getContext('2d')?.putImageData(new ImageData(pixels, grid.columns, grid.rows), 0, 0)
  context.imageSmoothingEnabled = false
  context.drawImage(cells, 0, 0, view.width, view.height)
}
