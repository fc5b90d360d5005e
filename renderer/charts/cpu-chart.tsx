import { useCallback, useMemo, type ReactNode } from 'react'
import { sameAxis, type Axis } from './axis.ts'
import type { TipContent, TipRow } from './chart-tip.tsx'
import { cpuPainter, type CpuPainter } from './cpu-painter.ts'
import { MAX_SERIES } from './cpu-stack.ts'
import { isLive, type ChartProps, type ChartRun } from './data.ts'
import { formatCores, formatDuration, NOT_MEASURED } from './format.ts'
import { workerColor } from './palette.ts'
import { highestOf, useWithPeer, type WithPeer } from './peer.ts'
import { Plot, type PlotPoint } from './plot.tsx'
import { cpuMeasured, measured } from './samples.ts'
import { niceTicks } from './scale.ts'
import { useTimeScale } from './time-scale.ts'
import { useTicked } from './use-ticked.ts'

/** Room above the line of all cores. */
const HEADROOM = 1.25
/** So many samples without a measurement are no accident. */
const MANY_SAMPLES = 20

/** Cores in use over time, stacked by worker, under the line of all cores; the app's own use is a line of its own. */
export function CpuChart({ run, frames, view, peer }: ChartProps): ReactNode {
  const x = useTimeScale(run, view)
  const cores = useTicked(frames, 4, run, coresOf)
  const label = useTicked(frames, 1, run, describe)
  const tellEmpty = useMemo(() => emptyTeller(run), [run])
  const empty = useTicked(frames, 10, run, tellEmpty)
  const y = useTicked(frames, 4, useWithPeer(run, peer), coresAxis, sameAxis)
  const painter = useMemo(() => cpuPainter(run), [run])
  const version = useCallback(() => run.version, [run])
  const probe = useCallback((at: PlotPoint) => coresAt(run, painter, at), [run, painter])
  const limit = useMemo(
    () => ({ y: cores, label: cores === 1 ? '1 core' : `${cores} cores`, token: 'ink3' as const }),
    [cores],
  )
  return <Plot {...{ x, y, limit, label, empty, frames, version, probe }} paint={painter.paint} />
}

const coresOf = (run: ChartRun): number => run.info?.machine.cores ?? 1

function coresAxis(source: WithPeer): Axis {
  const hi = highestOf(source, coresOf) * HEADROOM
  return { key: `cores ${hi}`, lo: 0, hi, ticks: (count) => niceTicks(0, hi, count), format: String }
}

function emptyTeller(run: ChartRun): () => string | null {
  const isMeasured = cpuMeasured(run)
  return () => {
    if (run.state === 'idle') return 'Press Run to see which cores are busy'
    if (isMeasured()) return null
    if (run.tables.samples.length > MANY_SAMPLES) return 'CPU use is not measured on this system'
    return isLive(run) ? 'The first sample comes in a moment' : 'The run was over before the first sample'
  }
}

function describe(run: ChartRun): string {
  const { length, columns } = run.tables.samples
  const latest = new Map<number, number>()
  for (let row = Math.max(0, length - 4 * run.workers.length); row < length; row++) {
    const cores = measured(columns.cores[row])
    if (cores !== null) latest.set(columns.worker[row] ?? 0, cores)
  }
  let sum = 0
  for (const [worker, used] of latest) if (worker < run.workers.length) sum += used
  return `CPU use: workers use ${formatCores(sum)} of ${coresOf(run)} cores`
}

function coresAt(run: ChartRun, painter: CpuPainter, at: PlotPoint): TipContent | null {
  const bins = painter.bins()
  if (bins === null || at.x > bins.lastMs) return null
  const bin = bins.binAt(at.x)
  const rows: TipRow[] = []
  const crowded = run.workers.length > MAX_SERIES
  let sum = 0
  for (let place = MAX_SERIES - 1; place >= 0; place--) {
    const cores = bins.cores(place, bin)
    sum += cores
    // Beside a chart that is pointed at, the sums are enough.
    if (cores < 0.005 || !at.pointed) continue
    const others = crowded && place === MAX_SERIES - 1
    const label = others ? `${run.workers.length - place} others` : (run.workers[place]?.id ?? '')
    rows.push({ label, value: formatCores(cores), color: others ? 'var(--wait)' : workerColor(place) })
  }
  rows.push({ label: 'workers together', value: formatCores(sum) })
  const app = bins.appCores(bin)
  rows.push({ label: 'this app', value: app === null ? NOT_MEASURED : formatCores(app), color: 'var(--ink)' })
  return { ...at, line: true, title: formatDuration(at.x), rows }
}
