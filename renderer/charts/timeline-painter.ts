import { NO_WORKER, WAIT_STATES, type WaitState } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { hatch } from './hatch.ts'
import type { Lanes } from './lanes.ts'
import { colorOf } from './palette.ts'
import { isRange, type SharedView } from './shared-view.ts'
import type { SlotPacker } from './slots.ts'
import { countRows, taskIndex, waitIndex, type RowRanges } from './start-index.ts'
import type { Paint } from './surface.ts'
import { rowOfTask, taskTimes } from './task-times.ts'
import { paintBar, paintBars, placeOf, ROUND_FROM_PX } from './timeline-bars.ts'
import { densityPainter } from './timeline-density.ts'
import { paintLosses, paintStarts } from './timeline-lives.ts'
import { paintProcesses } from './timeline-processes.ts'
import { timelineScene, timePixel, type Scene, type TimelineLook } from './timeline-scene.ts'

/** More bars than this in view are mostly thinner than a pixel: they are drawn as coverage, which costs what new ones cost. */
const MAX_BARS = 3000
const RUNNING_OPACITY = 0.45
/** A bar thinner than this is outlined as if it had this width. */
const LEAST_OUTLINE_PX = 4

export interface TimelineParts {
  readonly run: ChartRun
  readonly lanes: Lanes
  readonly slots: SlotPacker
  readonly look: TimelineLook
  readonly shared: SharedView
}

/** Draws a bar per task in its worker's lane, hatched waits, and what still runs up to now. */
export function timelinePainter({ run, lanes, slots, look, shared }: TimelineParts): Paint {
  const paintDensity = densityPainter(run, lanes, slots, look)
  const [tasksIn, waitsIn] = [taskIndex(), waitIndex()]
  return (context, view) => {
    // Lanes follow the run at the pace of axes: there may be workers, but no lanes yet.
    if (lanes.rows === 0) return
    slots.update(run)
    const scene = timelineScene({ context, view, run, lanes, slots, look })
    const tasks = tasksIn.rows(run, scene.fromMs, scene.toMs)
    const waits = waitsIn.rows(run, scene.fromMs, scene.toMs)
    context.save()
    context.beginPath()
    context.rect(0, 0, view.width, view.height)
    context.clip()
    paintProcesses(scene)
    paintStarts(scene)
    if (countRows(tasks) + countRows(waits) > MAX_BARS) paintDensity(scene, tasks, waits)
    else {
      paintWaits(scene, waits)
      paintBars(scene, tasks)
    }
    paintActivity(scene)
    paintLosses(scene)
    paintSelected(scene, shared)
    context.restore()
  }
}

function paintWaits(scene: Scene, ranges: RowRanges): void {
  const { columns } = scene.run.tables.spans
  for (const [first, end] of ranges) {
    for (let row = first; row < end; row++) {
      const state = WAIT_STATES[columns.state[row] ?? 0] ?? 'get'
      paintWait(scene, columns.worker[row] ?? NO_WORKER, state, columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0)
    }
  }
}

function paintWait(scene: Scene, worker: number, state: WaitState, fromMs: number, toMs: number): void {
  const { context, view, lanes, place } = scene
  const lane = lanes.ofWorker[worker] ?? -1
  if (lane < 0) return
  const { y, height } = place(lane, 0)
  const x = Math.max(0, timePixel(scene, fromMs))
  const end = Math.min(view.width, timePixel(scene, toMs))
  if (end < x) return
  context.fillStyle = state === 'put' ? hatch(context, view, 'warn', 1) : hatch(context, view, 'ink3', -1)
  context.fillRect(x, y, Math.max(0.5, end - x), height)
}

/** Tasks that run and workers that wait: both go on up to now. */
function paintActivity(scene: Scene): void {
  const { context, view, run, lanes, slots, place, look } = scene
  for (const { worker, state, task, sinceMs } of run.activity) {
    const lane = lanes.ofWorker[worker] ?? -1
    if (lane < 0) continue
    if (state !== 'run') {
      paintWait(scene, worker, state, sinceMs, run.nowMs)
      continue
    }
    const { y, height } = place(lane, slots.slotOfRunning(worker, task))
    const x = Math.max(-ROUND_FROM_PX, timePixel(scene, sinceMs))
    const end = Math.min(view.width + ROUND_FROM_PX, timePixel(scene, run.nowMs))
    if (end < x) continue
    context.globalAlpha = RUNNING_OPACITY
    // How it ends, and of which kind it is, comes with its end.
    context.fillStyle = look.color === 'worker' ? colorOf(view.palette, worker) : view.palette.ink3
    paintBar(context, x, y, end - x, height)
    context.globalAlpha = 1
  }
}

/** An outline around the selected task from its dispatch to its receipt, and a line from its submission to there. */
function paintSelected(scene: Scene, { selection }: SharedView): void {
  const { context, view, run, lanes } = scene
  const row = selection === null || isRange(selection) ? null : rowOfTask(run, selection.taskRow)
  if (row === null || (lanes.ofWorker[run.tables.tasks.columns.worker[row] ?? NO_WORKER] ?? -1) < 0) return
  const { submittedMs, dispatchedMs, receivedMs } = taskTimes(run, row)
  const { y, height } = placeOf(scene, row)
  const from = Math.max(-9, timePixel(scene, dispatchedMs))
  const end = Math.min(view.width + 9, Math.max(from + LEAST_OUTLINE_PX, timePixel(scene, receivedMs)))
  context.beginPath()
  context.moveTo(Math.max(-9, timePixel(scene, submittedMs)), y + height)
  context.lineTo(from, y + height)
  context.roundRect(from, y, Math.max(0, end - from), height, 2.5)
  // A rim in the panel's colour sets the line off from bars of any colour.
  for (const [color, width] of [[view.palette.panel, 4], [view.palette.ink, 2]] as const) {
    context.strokeStyle = color
    context.lineWidth = width
    context.stroke()
  }
}
