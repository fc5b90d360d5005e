import { useCallback, useMemo, type ReactNode } from 'react'
import { isLive, type ChartProps, type ChartRun } from './data.ts'
import { formatCount } from './format.ts'
import { laneAxis, lanesOf, type Lanes } from './lanes.ts'
import { useWithPeer, type WithPeer } from './peer.ts'
import { Plot, type Locate, type PlotPoint } from './plot.tsx'
import { SlotPacker } from './slots.ts'
import { taskIndex } from './start-index.ts'
import type { TaskColor } from './task-colors.ts'
import { followAxis, useTimeScale } from './time-scale.ts'
import { attachGestures } from './timeline-gestures.ts'
import { timelinePainter } from './timeline-painter.ts'
import { taskRowAt, tellTimeline } from './timeline-probe.ts'
import { useTicked } from './use-ticked.ts'

const LABEL_WIDTH = 84
/** Beside a run with more than so many times the rows, bars of its height would be lines: each then fills its plot. */
const MOST_EMPTY = 4

export interface TimelineChartProps extends ChartProps {
  readonly color: TaskColor
  /** Show each task's wait in the queue. */
  readonly waits: boolean
}

/** A lane per worker, a bar per task from its start to its finish; hatched where the worker waits. */
export function TimelineChart({ run, frames, view, peer, color, waits }: TimelineChartProps): ReactNode {
  const slots = useMemo(() => new SlotPacker(), [])
  const peerSlots = useMemo(() => new SlotPacker(), [])
  const tellLanes = useCallback(
    ({ runs: [source = run, beside] }: WithPeer) => {
      const alone = packedLanes(source, slots)
      const leastHeight = beside === undefined ? 0 : packedLanes(beside, peerSlots).height
      return leastHeight > alone.height * MOST_EMPTY ? alone : packedLanes(source, slots, leastHeight)
    },
    [run, slots, peerSlots],
  )
  const lanes = useTicked(frames, 10, useWithPeer(run, peer), tellLanes, sameLanes)
  const x = useTimeScale(run, view, followAxis)
  const y = useMemo(() => laneAxis(lanes), [lanes])
  const label = useTicked(frames, 1, run, describe)
  const empty = useTicked(frames, 10, run, emptyText)
  const look = useMemo(() => ({ color, waits }), [color, waits])
  const paint = useMemo(
    () => timelinePainter({ run, lanes, slots, look, shared: view }),
    [run, lanes, slots, look, view],
  )
  const version = useCallback(() => `${run.version} ${view.version}`, [run, view])
  const parts = useMemo(() => ({ run, lanes, slots, time: x, tasks: taskIndex() }), [run, lanes, slots, x])
  const probe = useCallback((at: PlotPoint) => tellTimeline(parts, at), [parts])
  const attach = useCallback(
    (chart: HTMLElement, locate: Locate) =>
      attachGestures(chart, { run, time: x, locate, taskAt: (at) => taskRowAt(parts, at) }),
    [run, x, parts],
  )
  return <Plot {...{ x, y, label, empty, frames, version, paint, probe, attach }} yWidth={LABEL_WIDTH} grid="vertical" />
}

function packedLanes(run: ChartRun, slots: SlotPacker, leastHeight = 0): Lanes {
  slots.update(run)
  return lanesOf(run, (worker) => slots.slotsOf(worker), leastHeight)
}

const sameLanes = (a: Lanes, b: Lanes): boolean => a.key === b.key && a.ofWorker.length === b.ofWorker.length

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
