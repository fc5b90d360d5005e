import { useCallback, useMemo, type ReactNode } from 'react'
import { countAxis, sameAxis, type Axis } from './axis.ts'
import type { TipContent } from './chart-tip.tsx'
import { isLive, type ChartProps, type ChartRun } from './data.ts'
import { depthPainter } from './depth-painter.ts'
import { formatCount, formatDuration } from './format.ts'
import { highestSeenOfBoth, useWithPeer, type WithPeer } from './peer.ts'
import { Plot, type PlotPoint } from './plot.tsx'
import type { QueueOverlay } from './queueing/queue-overlay.ts'
import { lowerBound } from './rows.ts'
import { niceEnd } from './scale.ts'
import type { Paint } from './surface.ts'
import { shownWindow, useTimeScale } from './time-scale.ts'
import { useTicked } from './use-ticked.ts'

/** Room above the peak for its name. */
const HEADROOM = 1.15
const LOWEST_END = 4

interface QueueDepthProps extends ChartProps {
  /** Drawn over the depth, and told with it. */
  readonly overlay?: QueueOverlay | null
}

/** How many tasks wait in the queue over the time of the run; a bounded queue's capacity is a dashed line. */
export function QueueDepthChart({ run, frames, view, peer, overlay = null }: QueueDepthProps): ReactNode {
  const x = useTimeScale(run, view)
  const tellAxis = useMemo(() => depthAxis(), [])
  const y = useTicked(frames, 10, useWithPeer(run, peer), tellAxis, sameAxis)
  const capacity = useTicked(frames, 4, run, capacityOf)
  const label = useTicked(frames, 1, run, describe)
  const empty = useTicked(frames, 10, run, emptyText)
  const paint = useMemo(() => withOverlay(depthPainter(run), overlay), [run, overlay])
  const version = useCallback(() => `${run.version} ${view.version}`, [run, view])
  const probe = useCallback(
    (at: PlotPoint): TipContent | null => {
      const tip = depthAt(run, at)
      const more = tip === null ? [] : (overlay?.rows(at, shownWindow(x)) ?? [])
      if (tip === null || more.length === 0) return tip
      // There is no room for a row more.
      return { ...tip, title: `${tip.title}: ${tip.rows.map(({ label, value }) => `${value} ${label}`).join()}`, rows: more }
    },
    [run, overlay, x],
  )
  const limit = useMemo(
    () =>
      capacity === null ? null : { y: capacity, label: `capacity ${formatCount(capacity)}`, token: 'warn' as const },
    [capacity],
  )
  return <Plot {...{ x, y, limit, label, empty, frames, version, paint, probe }} />
}

const withOverlay = (below: Paint, overlay: QueueOverlay | null): Paint =>
  overlay === null
    ? below
    : (context, view, timeMs) => {
        below(context, view, timeMs)
        overlay.paint(context, view, timeMs)
      }

const capacityOf = (run: ChartRun): number | null => run.capacity

function depthAxis(): (source: WithPeer) => Axis {
  const highest = highestSeenOfBoth((run) => Math.max(run.maxDepth, capacityOf(run) ?? 0))
  return (source) => countAxis(0, niceEnd(Math.max(LOWEST_END, highest(source) * HEADROOM)))
}

function emptyText(run: ChartRun): string | null {
  if (run.state === 'idle') return 'Press Run to see the queue fill and drain'
  if (run.tables.depth.length > 0) return null
  return isLive(run) ? 'Waiting for the first task' : 'No task ever waited'
}

function describe(run: ChartRun): string {
  return `Queue depth: ${formatCount(run.depth)} tasks waiting, at most ${formatCount(run.maxDepth)}`
}

function depthAt(run: ChartRun, at: PlotPoint): TipContent | null {
  const { length, columns } = run.tables.depth
  if (at.x > run.nowMs) return null
  const row = lowerBound(columns.atMs, length, at.x) - 1
  const value = formatCount(row < 0 ? 0 : (columns.depth[row] ?? 0))
  return { ...at, line: true, title: formatDuration(at.x), rows: [{ label: 'waiting', value }] }
}
