import { NO_WORKER, WAIT_STATES, type WaitState } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { hatch } from './hatch.ts'
import type { Lanes } from './lanes.ts'
import { wentWrong } from './outcomes.ts'
import { colorOf, WORKER_COLORS } from './palette.ts'
import { lowerBound } from './rows.ts'
import type { SlotPacker } from './slots.ts'
import type { Paint } from './surface.ts'
import { densityPainter } from './timeline-density.ts'
import { paintLosses, paintStarts } from './timeline-lives.ts'
import { timelineScene, timePixel, type Scene } from './timeline-scene.ts'

/** More bars than this in view are mostly thinner than a pixel: they are drawn as coverage, which costs what new ones cost. */
const MAX_BARS = 3000
/** Wider bars get round corners and a gap to the next. */
const ROUND_FROM_PX = 5
const BAND_PX = 5
const RUNNING_OPACITY = 0.45

type Context = CanvasRenderingContext2D

/** Draws a bar per task in its worker's lane, hatched waits, and what still runs up to now. */
export function timelinePainter(run: ChartRun, lanes: Lanes, slots: SlotPacker): Paint {
  const paintDensity = densityPainter()
  return (context, view) => {
    // Lanes follow the run at the pace of axes: there may be workers, but no lanes yet.
    if (lanes.rows === 0) return
    slots.update(run)
    const { tasks, spans } = run.tables
    const scene = timelineScene({ context, view, run, lanes, slots })
    const firstTask = lowerBound(tasks.columns.receivedMs, tasks.length, scene.fromMs)
    const firstSpan = lowerBound(spans.columns.latestMs, spans.length, scene.fromMs)
    context.save()
    context.beginPath()
    context.rect(0, 0, view.width, view.height)
    context.clip()
    paintStarts(scene)
    if (tasks.length - firstTask + spans.length - firstSpan > MAX_BARS) paintDensity(scene, firstTask, firstSpan)
    else {
      paintWaits(scene, firstSpan)
      paintBars(scene, firstTask)
    }
    paintActivity(scene)
    paintLosses(scene)
    context.restore()
  }
}

function paintWaits(scene: Scene, first: number): void {
  const { length, columns } = scene.run.tables.spans
  for (let row = first; row < length; row++) {
    const state = WAIT_STATES[columns.state[row] ?? 0] ?? 'get'
    paintWait(scene, columns.worker[row] ?? NO_WORKER, state, columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0)
  }
}

function paintWait(scene: Scene, worker: number, state: WaitState, fromMs: number, toMs: number): void {
  const { context, view, lanes, place } = scene
  const lane = lanes.ofWorker[worker] ?? -1
  if (lane < 0) return
  const { y, height } = place(lane, 0)
  const x = Math.max(0, timePixel(scene, fromMs))
  context.fillStyle = state === 'put' ? hatch(context, view, 'warn', 1) : hatch(context, view, 'ink3', -1)
  context.fillRect(x, y, Math.max(0.5, timePixel(scene, toMs) - x), height)
}

function paintBars(scene: Scene, first: number): void {
  const { context, view, run, lanes, slots, place } = scene
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
      const x = Math.max(-ROUND_FROM_PX, timePixel(scene, startedMs[row] ?? 0))
      paintBar(context, x, y, timePixel(scene, finishedMs[row] ?? 0) - x, height)
    }
  }
  for (let row = first; row < length; row++) {
    const lane = lanes.ofWorker[worker[row] ?? NO_WORKER] ?? -1
    if (lane < 0 || outcome[row] === 0) continue
    const { y, height } = place(lane, slots.slotOf(row))
    const x = timePixel(scene, startedMs[row] ?? 0)
    const color = wentWrong(outcome[row]) ? view.palette.bad : view.palette.ink3
    paintBand(scene, color, [x, y, Math.max(1.5, timePixel(scene, finishedMs[row] ?? 0) - x - 1), height])
  }
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

type Box = readonly [x: number, y: number, width: number, height: number]

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

/** Tasks that run and workers that wait: both go on up to now. */
function paintActivity(scene: Scene): void {
  const { context, view, run, lanes, slots, place } = scene
  for (const { worker, state, task, sinceMs } of run.activity) {
    const lane = lanes.ofWorker[worker] ?? -1
    if (lane < 0) continue
    if (state !== 'run') {
      paintWait(scene, worker, state, sinceMs, run.nowMs)
      continue
    }
    const { y, height } = place(lane, slots.slotOfRunning(worker, task))
    const x = Math.max(-ROUND_FROM_PX, timePixel(scene, sinceMs))
    context.globalAlpha = RUNNING_OPACITY
    context.fillStyle = colorOf(view.palette, worker)
    paintBar(context, x, y, timePixel(scene, run.nowMs) - x, height)
    context.globalAlpha = 1
  }
}
