import type { WorkerInfo } from '../../workloads/contract/index.ts'
import type { TipRow } from './chart-tip.tsx'
import type { ChartRun } from './data.ts'
import { formatCount, formatDuration } from './format.ts'
import { timePixel, type Scene } from './timeline-scene.ts'

/** Half the size of the cross at the end of a lost worker. */
const CROSS_PX = 4
const START_OPACITY = 0.14
const LINK_OPACITY = 0.75

/** How workers came: the start of each until it is ready, and whose place it took. Goes under the bars. */
export function paintStarts(scene: Scene): void {
  for (const worker of scene.run.workers) {
    if (worker === undefined) continue
    paintStart(scene, worker)
    const replaced = scene.run.workers[worker.replaces ?? -1]
    if (replaced !== undefined) paintLink(scene, replaced, worker)
  }
}

/** Where workers were lost. Goes over the bars. */
export function paintLosses(scene: Scene): void {
  for (const worker of scene.run.workers) if (worker?.state === 'lost') paintLoss(scene, worker)
}

/** Until when it starts: none of what it runs lies before. */
const startsUntilMs = (worker: WorkerInfo, nowMs: number): number => worker.readyMs ?? worker.endedMs ?? nowMs

function paintStart(scene: Scene, worker: WorkerInfo): void {
  const { context, view, run, lanes } = scene
  const lane = lanes.ofWorker[worker.index] ?? -1
  // Where workers share a lane, nobody could tell whose start it is.
  if (lanes.all[lane]?.workers !== 1) return
  const x = Math.max(0, timePixel(scene, worker.startedMs))
  const width = timePixel(scene, startsUntilMs(worker, run.nowMs)) - x
  if (width < 1) return
  const { top, height } = extent(scene, lane)
  context.globalAlpha = START_OPACITY
  context.fillStyle = view.palette.ink2
  context.fillRect(x, top, width, height)
  context.globalAlpha = 1
}

function paintLoss(scene: Scene, worker: WorkerInfo): void {
  const { context, view, lanes } = scene
  const lane = lanes.ofWorker[worker.index] ?? -1
  if (lane < 0) return
  const { top, height } = extent(scene, lane)
  const x = timePixel(scene, worker.endedMs ?? 0)
  context.strokeStyle = view.palette.bad
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(x, top)
  context.lineTo(x, top + height)
  if (height > 3 * CROSS_PX) {
    const [left, middle] = [x + 2 * CROSS_PX, top + height / 2]
    context.moveTo(left - CROSS_PX, middle - CROSS_PX)
    context.lineTo(left + CROSS_PX, middle + CROSS_PX)
    context.moveTo(left - CROSS_PX, middle + CROSS_PX)
    context.lineTo(left + CROSS_PX, middle - CROSS_PX)
  }
  context.stroke()
}

/** From the end of a worker to the start of the one that took its place. */
function paintLink(scene: Scene, replaced: WorkerInfo, worker: WorkerInfo): void {
  const { context, view, lanes, run } = scene
  const [from, to] = [lanes.ofWorker[replaced.index] ?? -1, lanes.ofWorker[worker.index] ?? -1]
  if (from < 0 || to < 0 || from === to) return
  const x = timePixel(scene, worker.startedMs)
  context.globalAlpha = LINK_OPACITY
  context.strokeStyle = view.palette.ink2
  context.lineWidth = 1
  context.setLineDash([3, 3])
  context.beginPath()
  context.moveTo(timePixel(scene, replaced.endedMs ?? run.nowMs), middleOf(scene, from))
  context.lineTo(x, middleOf(scene, from))
  context.lineTo(x, middleOf(scene, to))
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = 1
}

/** All rows of a lane. */
function extent({ lanes, place }: Scene, lane: number): { top: number; height: number } {
  const first = place(lane, 0)
  const last = place(lane, (lanes.all[lane]?.rows ?? 1) - 1)
  return { top: first.y, height: last.y + last.height - first.y }
}

function middleOf(scene: Scene, lane: number): number {
  const { top, height } = extent(scene, lane)
  return top + height / 2
}

/** What is told of a worker's life at a time: that it starts, or that it was lost near it. */
export function lifeAt(
  run: ChartRun,
  ms: number,
  reachMs: number,
  fits: (worker: number) => boolean,
): { title: string; rows: TipRow[] } | null {
  for (const worker of run.workers) {
    if (worker === undefined || !fits(worker.index)) continue
    const { id, state, startedMs, endedMs } = worker
    if (state === 'lost' && endedMs !== null && ms >= endedMs - reachMs && ms <= endedMs + 5 * reachMs) {
      return { title: `${id} was lost`, rows: lossRows(run, worker, endedMs) }
    }
    const untilMs = startsUntilMs(worker, run.nowMs)
    if (ms < startedMs || ms > untilMs) continue
    const place = run.workers[worker.replaces ?? -1]
    const rows = place === undefined ? [] : [{ label: 'takes the place of', value: place.id }]
    return { title: `${id} starts`, rows: [{ label: 'takes', value: formatDuration(untilMs - startedMs) }, ...rows] }
  }
  return null
}

function lossRows(run: ChartRun, { index, exitCode, tasks }: WorkerInfo, endedMs: number): TipRow[] {
  const next = run.workers.find((worker) => worker?.replaces === index)
  return [
    ...(exitCode === null ? [] : [{ label: exitCode < 0 ? 'ended by signal' : 'exit code', value: String(Math.abs(exitCode)) }]),
    { label: 'tasks done', value: formatCount(tasks) },
    ...(next === undefined
      ? []
      : [
          { label: 'its place is taken by', value: next.id },
          { label: 'after', value: formatDuration(startsUntilMs(next, run.nowMs) - endedMs) },
        ]),
  ]
}
