import { useCallback, useMemo, type ReactNode } from 'react'
import { durationAxis, sameAxis, type Axis } from './axis.ts'
import type { TipContent } from './chart-tip.tsx'
import { isLive, type ChartProps, type ChartRun } from './data.ts'
import { delayPainter, type DelayPainter } from './delay-painter.ts'
import { formatDuration, NOT_MEASURED } from './format.ts'
import { highestOf, useWithPeer, type WithPeer } from './peer.ts'
import { UNIT_AXIS_WIDTH } from './plot-area.ts'
import { Plot, type PlotPoint } from './plot.tsx'
import { niceEnd } from './scale.ts'
import { useTimeScale } from './time-scale.ts'
import { useTicked } from './use-ticked.ts'

/** Room above the peak for its name. */
const HEADROOM = 1.2
/** Timers are late by a few milliseconds on any system: a smaller axis would make mountains of that. */
const LOWEST_END_MS = 20

/** How late the event loop of the run turns: what else waits for its turn waits as long. */
export function LoopDelayChart({ run, frames, view, peer }: ChartProps): ReactNode {
  const x = useTimeScale(run, view)
  const y = useTicked(frames, 10, useWithPeer(run, peer), delayAxis, sameAxis)
  const label = useTicked(frames, 1, run, describe)
  const empty = useTicked(frames, 10, run, emptyText)
  const painter = useMemo(() => delayPainter(run), [run])
  const version = useCallback(() => run.version, [run])
  const probe = useCallback((at: PlotPoint) => delayAt(run, painter, at), [run, painter])
  return <Plot {...{ x, y, label, empty, frames, version, probe }} yWidth={UNIT_AXIS_WIDTH} paint={painter.paint} />
}

function delayAxis(source: WithPeer): Axis {
  const highest = highestOf(source, ({ maxLoopDelayMs }) => maxLoopDelayMs ?? 0)
  return durationAxis(niceEnd(Math.max(LOWEST_END_MS, highest * HEADROOM)))
}

function emptyText(run: ChartRun): string | null {
  if (run.state === 'idle') return 'Press Run to see how late the loop is'
  if (run.maxLoopDelayMs !== null) return null
  return isLive(run) ? 'The first sample comes in a moment' : 'The run was over before the first sample'
}

function describe(run: ChartRun): string {
  return `Event-loop delay: at most ${run.maxLoopDelayMs === null ? NOT_MEASURED : formatDuration(run.maxLoopDelayMs)}`
}

function delayAt(run: ChartRun, painter: DelayPainter, at: PlotPoint): TipContent | null {
  const columns = painter.columns()
  if (columns === null || at.x > run.nowMs) return null
  const delayMs = columns.at(at.x)
  const value = delayMs === null ? NOT_MEASURED : formatDuration(delayMs)
  return { ...at, line: true, title: formatDuration(at.x), rows: [{ label: 'loop late by', value }] }
}
