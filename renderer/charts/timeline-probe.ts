import { WAIT_STATES } from '../../workloads/contract/index.ts'
import type { TipContent } from './chart-tip.tsx'
import type { ChartRun, RankedTaskColumns } from './data.ts'
import { formatCount, formatDuration } from './format.ts'
import type { Lanes } from './lanes.ts'
import { workerColor } from './palette.ts'
import type { PlotPoint } from './plot-area.ts'
import { lowerBound } from './rows.ts'
import type { SlotPacker } from './slots.ts'
import type { StartIndex } from './start-index.ts'
import { taskTip } from './task-tip.ts'
import type { TimeScale } from './time-scale.ts'
import { lifeAt } from './timeline-lives.ts'

const REACH_PX = 3
/** Rows looked at for one hover: tasks end in nearly the order of time, so the right one is near. */
const MAX_LOOKED_AT = 200_000

export interface ProbedTimeline {
  readonly run: ChartRun
  readonly lanes: Lanes
  readonly slots: SlotPacker
  readonly time: TimeScale
  readonly tasks: StartIndex<RankedTaskColumns>
}

/** A place of the plot as time and lane. */
function placeAt({ lanes, slots, time }: ProbedTimeline, at: PlotPoint) {
  const { lo, hi } = time.axis()
  const row = (at.yPx / at.height) * lanes.height
  const lane = lanes.all.findIndex(({ at: top, rows }) => row >= top && row < top + rows)
  const slot = Math.floor(row - (lanes.all[lane]?.at ?? 0))
  const onLane = (worker: number): boolean => lanes.ofWorker[worker] === lane
  return {
    ms: at.x + time.originMs(),
    reachMs: (REACH_PX / at.width) * (hi - lo),
    slot,
    onLane,
    isHere: (row: number, worker: number): boolean => onLane(worker) && slots.slotOf(row) === slot,
  }
}

/** The task at a place, counted from the first that ever came; null: none. */
export function taskRowAt(timeline: ProbedTimeline, at: PlotPoint): number | null {
  const { ms, reachMs, isHere } = placeAt(timeline, at)
  const row = findBar(timeline.run, ms, reachMs, isHere)
  return row === null ? null : row + timeline.run.tables.tasks.dropped
}

/** What the timeline says of a place, or of a time that is pointed at in another chart. */
export function tellTimeline(timeline: ProbedTimeline, at: PlotPoint): TipContent | null {
  const { run, slots } = timeline
  const { ms, reachMs, slot, onLane, isHere } = placeAt(timeline, at)
  if (ms > run.nowMs || ms < 0) return null
  if (!at.pointed) {
    const rows = [{ label: 'tasks running', value: formatCount(tasksRunningAt(timeline, ms)) }]
    return { ...at, line: true, title: formatDuration(ms), rows }
  }
  const bar = findBar(run, ms, reachMs, isHere)
  if (bar !== null) return { ...at, ...taskTip(run, bar) }
  const running = run.activity.find(
    ({ worker, sinceMs, state, task }) =>
      state === 'run' && onLane(worker) && sinceMs <= ms && slots.slotOfRunning(worker, task) === slot,
  )
  if (running !== undefined) {
    const rows = [
      { label: run.workers[running.worker]?.id ?? '', value: '', color: workerColor(running.worker) },
      { label: 'runs for', value: formatDuration(run.nowMs - running.sinceMs) },
    ]
    return { ...at, title: running.task === null ? 'Task' : `Task ${formatCount(running.task)}`, rows }
  }
  const wait = findWait(run, ms, reachMs, onLane)
  if (wait === null) {
    const life = lifeAt(run, ms, reachMs, onLane)
    return life === null ? null : { ...at, ...life }
  }
  const { atMs, depth } = run.tables.depth.columns
  const before = lowerBound(atMs, run.tables.depth.length, ms + Number.EPSILON) - 1
  const rows = [
    { label: run.workers[wait.worker]?.id ?? '', value: formatDuration(wait.toMs - wait.fromMs) },
    { label: 'queue depth here', value: formatCount(before < 0 ? 0 : (depth[before] ?? 0)) },
  ]
  return { ...at, title: `Waiting in ${WAIT_STATES[wait.state] ?? 'get'}`, rows }
}

/** Tasks in their functions at a time. */
export function tasksRunningAt({ run, tasks }: Pick<ProbedTimeline, 'run' | 'tasks'>, ms: number): number {
  const { startedMs, finishedMs } = run.tables.tasks.columns
  let running = run.activity.filter(({ state, sinceMs }) => state === 'run' && sinceMs <= ms).length
  for (const [first, end] of tasks.rows(run, ms, ms)) {
    for (let row = first; row < end; row++) {
      if ((startedMs[row] ?? 0) <= ms && (finishedMs[row] ?? 0) > ms) running++
    }
  }
  return running
}

/** The ended task whose bar is at a time, or within `reachMs` of it; `fits` says whether it is in the right place. */
export function findBar(
  run: ChartRun,
  ms: number,
  reachMs: number,
  fits: (row: number, worker: number) => boolean,
): number | null {
  const { length, columns } = run.tables.tasks
  const first = lowerBound(columns.receivedMs, length, ms - reachMs)
  const end = Math.min(length, first + MAX_LOOKED_AT)
  let best: number | null = null
  let bestDistance = reachMs
  for (let row = first; row < end; row++) {
    const started = columns.startedMs[row] ?? 0
    const distance = Math.max(0, started - ms, ms - (columns.finishedMs[row] ?? 0))
    if (distance > bestDistance || !fits(row, columns.worker[row] ?? 0)) continue
    if (distance === 0) return row
    best = row
    bestDistance = distance
  }
  return best
}

export interface Wait {
  readonly worker: number
  readonly state: number
  readonly fromMs: number
  readonly toMs: number
}

/** The wait, ended or still going on, at a time. */
export function findWait(run: ChartRun, ms: number, reachMs: number, fits: (worker: number) => boolean): Wait | null {
  const { length, columns } = run.tables.spans
  const first = lowerBound(columns.latestMs, length, ms - reachMs)
  for (let row = first; row < Math.min(length, first + MAX_LOOKED_AT); row++) {
    const worker = columns.worker[row] ?? 0
    const [fromMs, toMs] = [columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0]
    if (!fits(worker) || fromMs > ms || ms > toMs + reachMs) continue
    return { worker, state: columns.state[row] ?? 0, fromMs, toMs }
  }
  for (const { worker, state, sinceMs } of run.activity) {
    if (state === 'run' || !fits(worker) || sinceMs > ms) continue
    return { worker, state: WAIT_STATES.indexOf(state), fromMs: sinceMs, toMs: run.nowMs }
  }
  return null
}
