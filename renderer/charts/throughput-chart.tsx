import { useCallback, useMemo, type ReactNode } from 'react'
import { OUTCOMES } from '../../workloads/contract/index.ts'
import { countAxis, sameAxis, type Axis } from './axis.ts'
import type { TipContent, TipRow } from './chart-tip.tsx'
import { isLive, type ChartProps, type ChartRun } from './data.ts'
import { formatCount, formatDuration, formatRate } from './format.ts'
import { OUTCOME_WORDS } from './outcomes.ts'
import { Plot, type PlotPoint } from './plot.tsx'
import { niceEnd } from './scale.ts'
import type { SharedView } from './shared-view.ts'
import { outcomeCssColor } from './task-colors.ts'
import { shownWindow, useTimeScale, type TimeScale } from './time-scale.ts'
import { totalOf } from './throughput.ts'
import { throughputPainter, type ThroughputPainter } from './throughput-painter.ts'
import { useTicked } from './use-ticked.ts'

const HEADROOM = 1.1
const LOWEST_END = 4
/** For the axis alone: near enough to the width of any chart. */
const USUAL_WIDTH_PX = 400

/** Tasks that ended a second, over the time of the run and by outcome. */
export function ThroughputChart({ run, frames, view, peer }: ChartProps): ReactNode {
  const x = useTimeScale(run, view)
  const painter = useMemo(() => throughputPainter(run), [run])
  const source = useMemo(() => shownRates(run, view, x, painter), [run, view, x, painter])
  const beside = useMemo(() => (peer === undefined ? source : higherOf(source, shownRates(peer, view, x))), [source, peer, view, x])
  const y = useTicked(frames, 10, beside, rateAxis, sameAxis)
  const label = useTicked(frames, 1, source, describe)
  const empty = useTicked(frames, 10, run, emptyText)
  const version = useCallback(() => run.version, [run])
  const probe = useCallback((at: PlotPoint) => ratesAt(run, painter, x, at), [run, painter, x])
  return <Plot {...{ x, y, label, empty, frames, version, probe }} paint={painter.paint} />
}

interface ShownRates {
  readonly version: string
  readonly run: ChartRun
  /** The highest rate in the part of the time that is shown. */
  readonly highest: () => number
}

function shownRates(run: ChartRun, view: SharedView, time: TimeScale, painter = throughputPainter(run)): ShownRates {
  return {
    run,
    get version() {
      return `${run.version} ${view.version}`
    },
    highest() {
      const { fromMs, toMs } = shownWindow(time)
      return Math.max(0, ...painter.rates(fromMs, toMs, USUAL_WIDTH_PX).perSecond.map(totalOf))
    },
  }
}

/** The same axis for two runs side by side. */
const higherOf = (one: ShownRates, other: ShownRates): ShownRates => ({
  run: one.run,
  get version() {
    return `${one.version} ${other.version}`
  },
  highest: () => Math.max(one.highest(), other.highest()),
})

const rateAxis = ({ highest }: ShownRates): Axis => countAxis(0, niceEnd(Math.max(LOWEST_END, highest() * HEADROOM)))

function emptyText(run: ChartRun): string | null {
  if (run.state === 'idle') return 'Press Run to see how fast tasks end'
  if (run.tables.tasks.length > 0) return null
  return isLive(run) ? 'No task has ended yet' : 'No task ended'
}

function describe({ run, highest }: ShownRates): string {
  return `Throughput: ${formatCount(run.ended)} tasks ended, at most ${formatRate(highest())} in the time shown`
}

function ratesAt(run: ChartRun, painter: ThroughputPainter, time: TimeScale, at: PlotPoint): TipContent | null {
  if (at.x > run.nowMs || at.x < 0) return null
  const { lo, hi } = time.axis()
  const { fromMs, binMs, perSecond } = painter.rates(lo, hi, at.width)
  const index = Math.floor((at.x - fromMs) / binMs)
  const bin = perSecond[index]
  if (bin === undefined) return null
  const rows: TipRow[] = OUTCOMES.flatMap((outcome) =>
    bin[outcome] === 0 || (!at.pointed && outcome === 'ok')
      ? []
      : [{ label: OUTCOME_WORDS[outcome], value: formatRate(bin[outcome]), color: outcomeCssColor(outcome) }],
  )
  if (rows.length !== 1 || !at.pointed) rows.push({ label: 'tasks ended', value: formatRate(totalOf(bin)) })
  const fromBin = formatDuration(Math.max(0, fromMs + index * binMs))
  return { ...at, line: true, title: `${fromBin}, for ${formatDuration(binMs)}`, rows }
}
