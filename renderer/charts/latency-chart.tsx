import { useCallback, useMemo, type ReactNode } from 'react'
import { sameAxis, type Axis } from './axis.ts'
import type { TipContent } from './chart-tip.tsx'
import { isLive, type ChartProps, type ChartRun } from './data.ts'
import { formatCount, formatDuration } from './format.ts'
import { latencyKeeper, LOWEST_POWER, PER_DECADE, type DurationCounts, type Latency } from './latency.ts'
import { countsNear, latencyPainter } from './latency-painter.ts'
import { Plot, type PlotPoint } from './plot.tsx'
import { isRange, type SharedView } from './shared-view.ts'
import { useTicked } from './use-ticked.ts'

/** A range of a million tasks takes tens of milliseconds: not in each frame of a drag. */
const HZ = 4
const FEWEST_DECADES = 3
const NAMES_WIDTH = 40

/** How long tasks waited and ran: all of them, or those that ended in the selected part of the time. */
export function LatencyChart({ run, frames, view, peer }: ChartProps): ReactNode {
  const source = useMemo(() => latencySource(run, view), [run, view])
  const latency = useTicked(frames, HZ, source, tellLatency)
  const beside = useMemo(() => (peer === undefined ? null : latencySource(peer, view)), [peer, view])
  const both = useMemo(() => bothSources(source, beside), [source, beside])
  const x = useTicked(frames, HZ, both, tellAxis, sameAxis)
  const label = useTicked(frames, 1, source, describe)
  const empty = useTicked(frames, HZ, run, emptyText)
  const paint = useMemo(() => latencyPainter(source.latency, beside?.latency), [source, beside])
  const version = useCallback(() => `${run.version} ${view.version}`, [run, view])
  const probe = useCallback((at: PlotPoint) => countsAt(latency, at), [latency])
  return <Plot {...{ x, label, empty, frames, version, paint, probe }} y={NAMES} yWidth={NAMES_WIDTH} />
}

interface LatencySource {
  readonly version: string
  readonly latency: () => Latency
}

function latencySource(run: ChartRun, view: SharedView): LatencySource {
  const keep = latencyKeeper(run)
  return {
    get version() {
      return `${run.version} ${view.version}`
    },
    latency: () => keep(isRange(view.selection) ? view.selection : null),
  }
}

interface BothSources {
  readonly version: string
  readonly latencies: () => Latency[]
}

const bothSources = (one: LatencySource, other: LatencySource | null): BothSources => ({
  get version() {
    return `${one.version} ${other?.version}`
  },
  latencies: () => [one.latency(), ...(other === null ? [] : [other.latency()])],
})

const tellLatency = ({ latency }: LatencySource): Latency => latency()

/** Powers of ten around all durations that there are. */
export function durationPowersAxis(...latencies: readonly Latency[]): Axis {
  const used = latencies.flatMap(({ wait, run }) => [wait, run]).flatMap(({ counts }) => {
    const first = counts.findIndex((count) => count > 0)
    return first < 0 ? [] : [first, counts.findLastIndex((count) => count > 0) + 1]
  })
  const lo = used.length === 0 ? -1 : LOWEST_POWER + Math.floor(Math.min(...used) / PER_DECADE)
  const hi = used.length === 0 ? 2 : LOWEST_POWER + Math.ceil(Math.max(...used) / PER_DECADE)
  return logAxis(lo, Math.max(hi, lo + FEWEST_DECADES))
}

function logAxis(lo: number, hi: number): Axis {
  return {
    key: `log ${lo} ${hi}`,
    lo,
    hi,
    ticks(count) {
      const every = Math.max(1, Math.ceil((hi - lo) / Math.max(1, count)))
      return Array.from({ length: Math.floor((hi - lo) / every) + 1 }, (_, i) => lo + i * every)
    },
    format: (power) => shortDuration(10 ** power),
  }
}

/** `10 ms`, not `10.0 ms`: powers of ten need no digits behind the point. */
function shortDuration(ms: number): string {
  if (ms < 0.1) return `${Number((ms * 1000).toPrecision(3))} µs`
  return ms < 1000 ? `${Number(ms.toPrecision(3))} ms` : `${ms / 1000} s`
}

const tellAxis = ({ latencies }: BothSources): Axis => durationPowersAxis(...latencies())

/** Two strips, each with its name at its middle. */
const NAMES: Axis = {
  key: 'wait and run',
  lo: 0,
  hi: 1,
  ticks: () => [0.25, 0.75],
  format: (share) => (share > 0.5 ? 'wait' : 'run'),
}

function emptyText(run: ChartRun): string | null {
  if (run.state === 'idle') return 'Press Run to see how long tasks wait and run'
  if (run.tables.tasks.length > 0) return null
  return isLive(run) ? 'No task has ended yet' : 'No task ended'
}

function describe({ latency }: LatencySource): string {
  const told = ({ count, percentiles: { p50, p95, p99 } }: DurationCounts): string =>
    `p50 ${formatDuration(p50)}, p95 ${formatDuration(p95)}, p99 ${formatDuration(p99)} of ${formatCount(count)} tasks`
  const { wait, run } = latency()
  return `Latency: wait ${told(wait)}; run ${told(run)}`
}

function countsAt(latency: Latency, at: PlotPoint): TipContent | null {
  const bucket = Math.floor((at.x - LOWEST_POWER) * PER_DECADE)
  const edge = (index: number): string => formatDuration(10 ** (LOWEST_POWER + index / PER_DECADE))
  return { ...at, title: `${edge(bucket)} to ${edge(bucket + 1)}`, rows: countsNear(latency, at.x) }
}
