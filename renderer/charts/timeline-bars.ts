import { NO_WORKER } from '../../workloads/contract/index.ts'
import { wentWrong } from './outcomes.ts'
import { WORKER_COLORS } from './palette.ts'
import type { RowRanges } from './start-index.ts'
import { taskColorer } from './task-colors.ts'
import { timePixel, type Scene } from './timeline-scene.ts'

/** Wider bars get round corners and a gap to the next. */
export const ROUND_FROM_PX = 5
const BAND_PX = 5
const TRANSFER_IN_OPACITY = 0.28
const TRANSFER_OUT_OPACITY = 0.5
/** Narrower transfers are no more than a blur. */
const LEAST_TRANSFER_PX = 1
const WAIT_LINE_PX = 2
const WAIT_OPACITY = 0.4

type Context = CanvasRenderingContext2D
type Box = readonly [x: number, y: number, width: number, height: number]

/** Draws tasks one by one: a bar for each run, lighter where the task was on its way in and out, and a line for its wait. */
export function paintBars(scene: Scene, ranges: RowRanges): void {
  const { run, view, context, look } = scene
  const colorOf = taskColorer(run, look.color)
  const rows = visibleRows(scene, ranges)
  if (look.waits) paintQueued(scene, rows)
  // Colour by colour: to change a canvas' colour costs more than to look at a row again.
  const byColor = Array.from({ length: WORKER_COLORS }, (_, color) => rows.filter((row) => colorOf(row) === color))
  byColor.forEach((some, color) => {
    context.fillStyle = view.palette.workers[color] ?? view.palette.ink3
    paintTransfers(scene, some)
  })
  byColor.forEach((some, color) => {
    context.fillStyle = view.palette.workers[color] ?? view.palette.ink3
    for (const row of some) paintRun(scene, row)
  })
  if (look.color === 'outcome') return
  for (const row of rows) if (run.tables.tasks.columns.outcome[row] !== 0) paintOutcome(scene, row)
}

function visibleRows({ run, lanes }: Scene, ranges: RowRanges): number[] {
  const { worker } = run.tables.tasks.columns
  const rows: number[] = []
  for (const [first, end] of ranges) {
    for (let row = first; row < end; row++) if ((lanes.ofWorker[worker[row] ?? NO_WORKER] ?? -1) >= 0) rows.push(row)
  }
  return rows
}

/** Where a task's bar lies, without its time. */
export function placeOf({ run, lanes, slots, place }: Scene, row: number): { y: number; height: number } {
  const lane = lanes.ofWorker[run.tables.tasks.columns.worker[row] ?? NO_WORKER] ?? -1
  return place(lane, slots.slotOf(row))
}

/** One path for all of a kind: transfers of tasks that a worker got ahead of time lie over each other. */
function paintTransfers(scene: Scene, rows: readonly number[]): void {
  const { context } = scene
  const { dispatchedMs, startedMs, finishedMs, receivedMs } = scene.run.tables.tasks.columns
  context.beginPath()
  for (const row of rows) addSpan(scene, row, dispatchedMs[row] ?? 0, startedMs[row] ?? 0)
  context.globalAlpha = TRANSFER_IN_OPACITY
  context.fill()
  context.beginPath()
  for (const row of rows) addSpan(scene, row, finishedMs[row] ?? 0, receivedMs[row] ?? 0)
  context.globalAlpha = TRANSFER_OUT_OPACITY
  context.fill()
  context.globalAlpha = 1
}

function addSpan(scene: Scene, row: number, fromMs: number, toMs: number): void {
  const [from, to] = [Math.max(-1, timePixel(scene, fromMs)), Math.min(scene.view.width + 1, timePixel(scene, toMs))]
  if (to - from < LEAST_TRANSFER_PX) return
  const { y, height } = placeOf(scene, row)
  scene.context.rect(from, y, to - from, height)
}

function paintQueued(scene: Scene, rows: readonly number[]): void {
  const { context, view, run } = scene
  const { submittedMs, dispatchedMs } = run.tables.tasks.columns
  context.beginPath()
  for (const row of rows) {
    const [from, to] = [timePixel(scene, submittedMs[row] ?? 0), timePixel(scene, dispatchedMs[row] ?? 0)]
    const x = Math.max(0, from)
    const { y, height } = placeOf(scene, row)
    const line = Math.min(WAIT_LINE_PX, height)
    if (to > x) context.rect(x, y + height - line, Math.min(view.width, to) - x, line)
  }
  context.globalAlpha = WAIT_OPACITY
  context.fillStyle = view.palette.ink3
  context.fill()
  context.globalAlpha = 1
}

/** From its start to its finish; cut near the edges, since a canvas paints nothing of a bar a million pixels wide. */
function runBox(scene: Scene, row: number): Box {
  const { startedMs, finishedMs } = scene.run.tables.tasks.columns
  const x = Math.max(-ROUND_FROM_PX, timePixel(scene, startedMs[row] ?? 0))
  const end = Math.min(scene.view.width + ROUND_FROM_PX, timePixel(scene, finishedMs[row] ?? 0))
  const { y, height } = placeOf(scene, row)
  return [x, y, end - x, height]
}

function paintRun(scene: Scene, row: number): void {
  const [x, y, width, height] = runBox(scene, row)
  if (width >= 0) paintBar(scene.context, x, y, width, height)
}

export function paintBar(context: Context, x: number, y: number, full: number, height: number): void {
  const width = full > 3 ? full - 1 : Math.max(0.75, full)
  if (width < ROUND_FROM_PX || height < 6) {
    context.fillRect(x, y, width, height)
    return
  }
  context.beginPath()
  context.roundRect(x, y, width, height, 2.5)
  context.fill()
}

function paintOutcome(scene: Scene, row: number): void {
  const { palette } = scene.view
  const color = wentWrong(scene.run.tables.tasks.columns.outcome[row]) ? palette.bad : palette.ink3
  const [x, y, full, height] = runBox(scene, row)
  if (full >= 0) paintBand(scene, color, [x, y, Math.max(1.5, full - 1), height])
}

/** A band along a bar that did not end well, set off from its colour; a bar too small for one has its colour as a whole. */
function paintBand({ context, view }: Scene, color: string, [x, y, width, height]: Box): void {
  const band = width < ROUND_FROM_PX || height < 3 * BAND_PX ? height : BAND_PX
  if (band < height) {
    context.fillStyle = view.palette.panel
    context.fillRect(x, y + height - band - 1.5, width, band + 1.5)
  }
  context.fillStyle = color
  context.fillRect(x, y + height - band, width, band)
}
