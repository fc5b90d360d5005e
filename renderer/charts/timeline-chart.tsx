import { useCallback, useMemo, type ReactNode } from 'react'
import { WAIT_STATES } from '../../workloads/contract/index.ts'
import { agoAxis, sameAxis, wholeRunAxis, type Axis } from './axis.ts'
import type { TipContent } from './chart-tip.tsx'
import { isLive, type ChartProps, type ChartRun } from './data.ts'
import { formatCount, formatDuration } from './format.ts'
import { laneAxis, lanesOf, type Lanes } from './lanes.ts'
import { workerColor } from './palette.ts'
import { Plot, type PlotPoint } from './plot.tsx'
import { SlotPacker } from './slots.ts'
import { taskTip } from './task-tip.ts'
import { timelinePainter } from './timeline-painter.ts'
import { lifeAt } from './timeline-lives.ts'
import { findBar, findWait } from './timeline-probe.ts'
import { useTicked } from './use-ticked.ts'

/** A run that goes on for longer is shown through a window that moves with it. */
export const LIVE_WINDOW_MS = 10_000
const LABEL_WIDTH = 84
const REACH_PX = 3

/** A lane per worker, a bar per task from its start to its finish; hatched where the worker waits. */
export function TimelineChart({ run, frames }: ChartProps): ReactNode {
  const slots = useMemo(() => new SlotPacker(), [])
  const tellLanes = useCallback(
    (source: ChartRun) => {
      slots.update(source)
      return lanesOf(source, (worker) => slots.slotsOf(worker))
    },
    [slots],
  )
  const lanes = useTicked(frames, 10, run, tellLanes, sameLanes)
  const x = useTicked(frames, 10, run, windowAxis, sameAxis)
  const y = useMemo(() => laneAxis(lanes), [lanes])
  const label = useTicked(frames, 1, run, describe)
  const empty = useTicked(frames, 10, run, emptyText)
  const paint = useMemo(() => timelinePainter(run, lanes, slots), [run, lanes, slots])
  const version = useCallback(() => run.version, [run])
  const probe = useCallback((at: PlotPoint) => barAt(run, lanes, slots, x, at), [run, lanes, slots, x])
  return <Plot {...{ x, y, label, empty, frames, version, paint, probe }} yWidth={LABEL_WIDTH} grid="vertical" />
}

const sameLanes = (a: Lanes, b: Lanes): boolean => a.key === b.key && a.ofWorker.length === b.ofWorker.length

const windowAxis = (run: ChartRun): Axis =>
  isLive(run) && run.nowMs > LIVE_WINDOW_MS ? agoAxis(LIVE_WINDOW_MS) : wholeRunAxis(run)

function emptyText(run: ChartRun): string | null {
  if (run.state === 'idle') return 'Press Run to see each task on its worker'
  if (run.workers.length > 0) return null
  return isLive(run) ? 'Workers are starting' : 'No worker started'
}

function describe(run: ChartRun): string {
  const running = run.activity.filter(({ state }) => state === 'run').length
  const waiting = run.activity.length - running
  const lost = run.workers.filter((worker) => worker?.state === 'lost').length
  const text = `Timeline of ${formatCount(run.workers.length)} workers: ${running} run a task, ${waiting} wait`
  return lost === 0 ? text : `${text}, ${formatCount(lost)} ${lost === 1 ? 'was' : 'were'} lost`
}

function barAt(run: ChartRun, lanes: Lanes, slots: SlotPacker, x: Axis, at: PlotPoint): TipContent | null {
  const ms = x.hi === 0 ? run.nowMs + at.x : at.x
  if (ms > run.nowMs) return null
  const row = Math.floor((at.yPx / at.height) * lanes.rows)
  const lane = lanes.all.findIndex(({ top, rows }) => row >= top && row < top + rows)
  const reachMs = (REACH_PX / at.width) * (x.hi - x.lo)
  const onLane = (worker: number): boolean => lanes.ofWorker[worker] === lane
  const slot = row - (lanes.all[lane]?.top ?? 0)
  const bar = findBar(run, ms, reachMs, (candidate, worker) => onLane(worker) && slots.slotOf(candidate) === slot)
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
  const rows = [{ label: run.workers[wait.worker]?.id ?? '', value: formatDuration(wait.toMs - wait.fromMs) }]
  return { ...at, title: `Waiting in ${WAIT_STATES[wait.state] ?? 'get'}`, rows }
}
