import { useCallback, useMemo, type ReactNode } from 'react'
import { countAxis, placesAxis, sameAxis, type Axis } from './axis.ts'
import type { TipContent } from './chart-tip.tsx'
import { isLive, type ChartProps, type ChartRun } from './data.ts'
import { formatCount } from './format.ts'
import { resolveOrderMode, type OrderMode } from './order-mode.ts'
import { nearestMark, orderExtent, type OrderExtent } from './order-marks.ts'
import { orderPainter, orderValue } from './order-painter.ts'
import { highestSeenOfBoth, useWithPeer, type WithPeer } from './peer.ts'
import { Plot, type PlotPoint } from './plot.tsx'
import { lowerBound } from './rows.ts'
import { niceEnd } from './scale.ts'
import { taskTip } from './task-tip.ts'
import { useTicked } from './use-ticked.ts'

const REACH_PX = 8
const FEWEST_RANKS = 4
const FEWEST_PLACES = 4

export interface CompletionOrderChartProps extends ChartProps {
  readonly mode: OrderMode
}

/**
 * In which order tasks ended, against the order in which they were submitted: rank against rank, or the places that
 * each task overtook or lost. Which of the two `auto` means, `orderModeOf` tells.
 */
export function CompletionOrderChart({ run, frames, view, peer, mode: wanted }: CompletionOrderChartProps): ReactNode {
  const source = useWithPeer(run, peer)
  const tellMode = useCallback((both: WithPeer) => modeOfAll(both, wanted), [wanted])
  const mode = useTicked(frames, 4, source, tellMode)
  const extentOf = useMemo(() => extentTeller(), [])
  const axes = useMemo(() => orderAxes(extentOf), [extentOf])
  const x = useTicked(frames, 10, source, axes.rank, sameAxis)
  const y = useTicked(frames, 10, source, mode === 'rank' ? axes.rank : axes.places, sameAxis)
  const tellLabel = useCallback((shown: ChartRun) => describe(shown, extentOf(shown)), [extentOf])
  const label = useTicked(frames, 1, run, tellLabel)
  const empty = useTicked(frames, 10, run, emptyText)
  const paint = useMemo(() => orderPainter(run, mode, view), [run, mode, view])
  const version = useCallback(() => `${run.version} ${view.version}`, [run, view])
  const probe = useCallback((at: PlotPoint) => taskAt(run, mode, x, y, at), [run, mode, x, y])
  return <Plot {...{ x, y, label, empty, frames, version, paint, probe }} />
}

/** The plot that a mode means for a run: decided by the tasks it is to have, so that it does not change half-way. */
export function orderModeOf(run: ChartRun, mode: OrderMode): Exclude<OrderMode, 'auto'> {
  return resolveOrderMode(mode, Math.max(run.info?.expectedTasks ?? 0, run.ended))
}

/** The extents of runs, each kept as it grows. */
function extentTeller(): (run: ChartRun) => OrderExtent {
  const kept = new WeakMap<ChartRun, () => OrderExtent>()
  return (run) => {
    const extent = kept.get(run) ?? orderExtent(run)
    kept.set(run, extent)
    return extent()
  }
}

/** Ranks beside places could not be compared: one run for which ranks are too many has both as places. */
function modeOfAll({ runs }: WithPeer, wanted: OrderMode): Exclude<OrderMode, 'auto'> {
  return runs.every((run) => orderModeOf(run, wanted) === 'rank') ? 'rank' : 'displacement'
}

/** The axes hold all that was ever seen of the run, and of the one beside it. */
function orderAxes(extentOf: (run: ChartRun) => OrderExtent): Readonly<Record<'rank' | 'places', (source: WithPeer) => Axis>> {
  const [ranks, lost, overtaken] = [
    highestSeenOfBoth((run) => extentOf(run).ranks),
    highestSeenOfBoth((run) => extentOf(run).mostLost),
    highestSeenOfBoth((run) => extentOf(run).mostOvertaken),
  ]
  return {
    rank: (source) => rankAxis(source, ranks(source)),
    places: (source) => lostAndOvertaken(lost(source), overtaken(source)),
  }
}

function rankAxis({ runs }: WithPeer, ranks: number): Axis {
  const expected = runs.some(({ info }) => info?.expectedTasks == null)
    ? null
    : Math.max(...runs.map(({ info }) => info?.expectedTasks ?? 0))
  const live = runs.some(isLive)
  if (!live) return countAxis(0, Math.max(FEWEST_RANKS, ranks))
  return countAxis(0, expected !== null && expected >= ranks ? Math.max(FEWEST_RANKS, expected) : niceEnd(ranks))
}

function lostAndOvertaken(mostLost: number, mostOvertaken: number): Axis {
  return placesAxis(niceEnd(Math.max(FEWEST_PLACES, mostLost)), niceEnd(Math.max(FEWEST_PLACES, mostOvertaken)))
}

function emptyText(run: ChartRun): string | null {
  if (run.state === 'idle') return 'Press Run to see who ends first'
  if (run.tables.tasks.length > 0) return null
  return isLive(run) ? 'No task has ended yet' : 'No task ended'
}

function describe(run: ChartRun, { mostLost, mostOvertaken }: OrderExtent): string {
  const places = (count: number): string => `${formatCount(count)} ${count === 1 ? 'place' : 'places'}`
  const most = `at most ${places(mostLost)} lost and ${places(mostOvertaken)} overtaken`
  return `Completion order of ${formatCount(run.ended)} tasks: ${most}`
}

function taskAt(run: ChartRun, mode: Exclude<OrderMode, 'auto'>, x: Axis, y: Axis, at: PlotPoint): TipContent | null {
  const { tasks } = run.tables
  const toPixel = {
    x: (rank: number) => ((rank - x.lo) / (x.hi - x.lo)) * at.width,
    y: (value: number) => at.height - ((value - y.lo) / (y.hi - y.lo)) * at.height,
  }
  const reach = (REACH_PX / at.width) * (x.hi - x.lo)
  const first = lowerBound(tasks.columns.rank, tasks.length, at.x - reach)
  const end = lowerBound(tasks.columns.rank, tasks.length, at.x + reach)
  const row = nearestMark(tasks, orderValue(run, mode), [first, end], toPixel, at, REACH_PX)
  if (row === null) return null
  return { xPx: toPixel.x(tasks.columns.rank[row] ?? 0), yPx: at.yPx, ...taskTip(run, row) }
}
