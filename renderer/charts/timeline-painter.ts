import { NO_WORKER, WAIT_STATES } from '../../workloads/contract/index.ts'
import { CoverageGrid } from './coverage-grid.ts'
import type { ChartRun } from './data.ts'
import { hatch } from './hatch.ts'
import type { Lanes } from './lanes.ts'
import { colorOf, toRgb, WORKER_COLORS } from './palette.ts'
import { lowerBound, RowCursor } from './rows.ts'
import type { SlotPacker } from './slots.ts'
import type { Paint, View } from './surface.ts'

/** More bars than this in view are drawn as coverage. */
const MAX_BARS = 20_000
/** Wider bars get round corners and a gap to the next. */
const ROUND_FROM_PX = 5
const FAILED_BAND_PX = 5

type Context = CanvasRenderingContext2D

interface Window {
  /** Time of the plot's left edge. */
  readonly fromMs: number
  readonly pxPerMs: number
}

/** Draws a bar per task in its worker's lane, hatched waits, and what still runs up to now. */
export function timelinePainter(run: ChartRun, lanes: Lanes, slots: SlotPacker): Paint {
  const density = densityPainter(run, lanes, slots)
  return (context, view) => {
    // Lanes follow the run at the pace of axes: there may be workers, but no lanes yet.
    if (lanes.rows === 0) return
    slots.update(run)
    const { tasks, spans } = run.tables
    const fromMs = view.x.hi === 0 ? run.nowMs + view.x.lo : view.x.lo
    const window = { fromMs, pxPerMs: view.width / (view.x.hi - view.x.lo) }
    const place = rowPlacer(view, lanes)
    const firstTask = lowerBound(tasks.columns.receivedMs, tasks.length, fromMs)
    const firstSpan = lowerBound(spans.columns.toMs, spans.length, fromMs)
    context.save()
    context.beginPath()
    context.rect(0, 0, view.width, view.height)
    context.clip()
    if (tasks.length - firstTask + spans.length - firstSpan > MAX_BARS) density(context, view, window, firstTask, firstSpan)
    else {
      paintWaits(context, view, run, lanes, window, place, firstSpan)
      paintBars(context, view, run, lanes, slots, window, place, firstTask)
    }
    paintActivity(context, view, run, lanes, slots, window, place)
    context.restore()
  }
}

type Place = (lane: number, slot: number) => { y: number; height: number }

/** Where a row of a lane lies, with air between lanes where there is room for it. */
function rowPlacer(view: View, lanes: Lanes): Place {
  const unit = view.height / Math.max(1, lanes.rows)
  return (index, slot) => {
    const lane = lanes.all[index]
    if (lane === undefined) return { y: 0, height: 0 }
    const gap = lane.rows === 1 ? (unit > 16 ? 6 : unit > 6 ? 2 : unit > 3 ? 1 : 0) : unit > 4 ? 1 : 0
    return { y: (lane.top + Math.min(slot, lane.rows - 1)) * unit + gap / 2, height: unit - gap }
  }
}

function paintWaits(context: Context, view: View, run: ChartRun, lanes: Lanes, window: Window, place: Place, first: number): void {
  const { length, columns } = run.tables.spans
  for (let row = first; row < length; row++) {
    const state = WAIT_STATES[columns.state[row] ?? 0] ?? 'get'
    paintWait(context, view, lanes.ofWorker[columns.worker[row] ?? 0] ?? -1, state, columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0, window, place)
  }
}

function paintWait(
  context: Context,
  view: View,
  lane: number,
  state: (typeof WAIT_STATES)[number],
  fromMs: number,
  toMs: number,
  { fromMs: leftMs, pxPerMs }: Window,
  place: Place,
): void {
  if (lane < 0) return
  const { y, height } = place(lane, 0)
  const x = Math.max(0, (fromMs - leftMs) * pxPerMs)
  const width = Math.max(0.5, (toMs - leftMs) * pxPerMs - x)
  context.fillStyle = state === 'put' ? hatch(context, view, 'warn', 1) : hatch(context, view, 'ink3', -1)
  context.fillRect(x, y, width, height)
}

function paintBars(
  context: Context,
  view: View,
  run: ChartRun,
  lanes: Lanes,
  slots: SlotPacker,
  { fromMs, pxPerMs }: Window,
  place: Place,
  first: number,
): void {
  const { length, columns } = run.tables.tasks
  const { worker, startedMs, finishedMs, outcome } = columns
  // Colour by colour: to change a canvas' colour costs more than to look at a row again.
  const colors = Math.min(WORKER_COLORS, run.workers.length)
  for (let color = 0; color < colors; color++) {
    context.fillStyle = colorOf(view.palette, color)
    for (let row = first; row < length; row++) {
      const index = worker[row] ?? NO_WORKER
      const lane = lanes.ofWorker[index] ?? -1
      if (lane < 0 || index % WORKER_COLORS !== color) continue
      const { y, height } = place(lane, slots.slotOf(row))
      const x = Math.max(-ROUND_FROM_PX, ((startedMs[row] ?? 0) - fromMs) * pxPerMs)
      paintBar(context, x, y, ((finishedMs[row] ?? 0) - fromMs) * pxPerMs - x, height)
    }
  }
  for (let row = first; row < length; row++) {
    const lane = lanes.ofWorker[worker[row] ?? NO_WORKER] ?? -1
    if (lane < 0 || outcome[row] === 0) continue
    const { y, height } = place(lane, slots.slotOf(row))
    const x = ((startedMs[row] ?? 0) - fromMs) * pxPerMs
    const width = ((finishedMs[row] ?? 0) - fromMs) * pxPerMs - x - 1
    paintFailed(context, view, x, y, Math.max(1.5, width), height)
  }
}

/** A band along the bar, set off from its colour; a bar too small for one is in the colour of failure as a whole. */
function paintFailed(context: Context, { palette }: View, x: number, y: number, width: number, height: number): void {
  const band = width < ROUND_FROM_PX || height < 3 * FAILED_BAND_PX ? height : FAILED_BAND_PX
  if (band < height) {
    context.fillStyle = palette.panel
    context.fillRect(x, y + height - band - 1.5, width, band + 1.5)
  }
  context.fillStyle = palette.bad
  context.fillRect(x, y + height - band, width, band)
}

function paintBar(context: Context, x: number, y: number, full: number, height: number): void {
  const width = full > 3 ? full - 1 : Math.max(0.75, full)
  if (width < ROUND_FROM_PX || height < 6) {
    context.fillRect(x, y, width, height)
    return
  }
  context.beginPath()
  context.roundRect(x, y, width, height, 2.5)
  context.fill()
}

/** Tasks that run and workers that wait: both go on up to now. */
function paintActivity(context: Context, view: View, run: ChartRun, lanes: Lanes, slots: SlotPacker, window: Window, place: Place): void {
  const used = new Map<number, Set<number>>()
  for (const { worker, state, sinceMs } of run.activity) {
    const lane = lanes.ofWorker[worker] ?? -1
    if (lane < 0) continue
    if (state !== 'run') {
      paintWait(context, view, lane, state, sinceMs, run.nowMs, window, place)
      continue
    }
    const taken = used.get(worker) ?? new Set()
    used.set(worker, taken)
    const slot = slots.freeSlot(worker, sinceMs, taken)
    taken.add(slot)
    const { y, height } = place(lane, slot)
    const x = Math.max(-ROUND_FROM_PX, (sinceMs - window.fromMs) * window.pxPerMs)
    context.globalAlpha = 0.45
    context.fillStyle = colorOf(view.palette, worker)
    paintBar(context, x, y, (run.nowMs - window.fromMs) * window.pxPerMs - x, height)
    context.globalAlpha = 1
  }
}

type DensityPainter = (context: Context, view: View, window: Window, firstTask: number, firstSpan: number) => void

function densityPainter(run: ChartRun, lanes: Lanes, slots: SlotPacker): DensityPainter {
  const taskCursor = new RowCursor((source) => source.tables.tasks)
  const spanCursor = new RowCursor((source) => source.tables.spans)
  let bars = new CoverageGrid(1, 1, 1, 0)
  let waits = bars
  let gridFor: View | null = null
  return (context, view, { fromMs, pxPerMs }, firstTask, firstSpan) => {
    const msPerColumn = 1 / pxPerMs
    const first = Math.floor(fromMs / msPerColumn)
    if (gridFor !== view || taskCursor.isStale(run)) {
      const columns = Math.ceil(view.width) + 1
      bars = new CoverageGrid(columns, lanes.rows, msPerColumn, Math.max(0, first))
      waits = new CoverageGrid(columns, lanes.rows, msPerColumn, Math.max(0, first))
      gridFor = view
      taskCursor.restart(run, firstTask)
      spanCursor.restart(run, firstSpan)
    }
    bars.advance(first)
    waits.advance(first)
    addBars(bars, run, lanes, slots, taskCursor.take(run))
    addWaits(waits, run, lanes, spanCursor.take(run))
    const x = (bars.first * msPerColumn - fromMs) * pxPerMs
    const [bad, ink3] = [toRgb(view.palette.bad), toRgb(view.palette.ink3)]
    if (run.tables.spans.length > 0) paintGrid(context, view, lanes, waits, waits.toPixels(() => ink3, ink3, 0.35), x)
    const colors = view.palette.workers.map(toRgb)
    const rowColors = lanes.all.flatMap(({ rows, worker }) => Array<number>(rows).fill(worker % colors.length))
    paintGrid(context, view, lanes, bars, bars.toPixels((row) => colors[rowColors[row] ?? 0] ?? ink3, bad, 1), x)
  }
}

function addBars(grid: CoverageGrid, run: ChartRun, lanes: Lanes, slots: SlotPacker, from: number): void {
  const { length, columns } = run.tables.tasks
  for (let row = from; row < length; row++) {
    const lane = lanes.all[lanes.ofWorker[columns.worker[row] ?? NO_WORKER] ?? -1]
    if (lane === undefined) continue
    const slot = Math.min(slots.slotOf(row), lane.rows - 1)
    const failed = columns.outcome[row] !== 0
    grid.add(lane.top + slot, columns.startedMs[row] ?? 0, columns.finishedMs[row] ?? 0, 1 / lane.workers, failed)
  }
}

function addWaits(grid: CoverageGrid, run: ChartRun, lanes: Lanes, from: number): void {
  const { length, columns } = run.tables.spans
  for (let row = from; row < length; row++) {
    const lane = lanes.all[lanes.ofWorker[columns.worker[row] ?? 0] ?? -1]
    if (lane !== undefined) grid.add(lane.top, columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0, 1 / lane.workers, false)
  }
}

function paintGrid(context: Context, view: View, lanes: Lanes, grid: CoverageGrid, pixels: Uint8ClampedArray<ArrayBuffer>, x: number): void {
  const cells = new OffscreenCanvas(grid.columns, grid.rows)
  cells.getContext('2d')?.putImageData(new ImageData(pixels, grid.columns), 0, 0)
  const place = rowPlacer(view, lanes)
  context.imageSmoothingEnabled = false
  lanes.all.forEach((lane, index) => {
    for (let slot = 0; slot < lane.rows; slot++) {
      const { y, height } = place(index, slot)
      context.drawImage(cells, 0, lane.top + slot, grid.columns, 1, x, y, grid.columns, height)
    }
  })
}
