import { frame, MARK_COLORS, PLOT } from './frame.ts'
import { px, ticksTo } from './svg.ts'

const BINS = 40
/** What is shorter shares the first bin: clocks tell no more. */
const MIN_MS = 0.001

export interface HistogramSeries {
  readonly label: string
  readonly valuesMs: Float64Array
}

/** How many values lie in which of some bins whose width grows with the value; each series in a colour of its own. */
export function histogram(title: string, series: readonly HistogramSeries[]): string {
  const { low, high } = rangeOf(series)
  const decades = Math.log10(high / low)
  const binOf = (ms: number): number => Math.floor((Math.log10(Math.max(ms, MIN_MS) / low) / decades) * BINS)
  const counts = series.map(({ valuesMs }) => {
    const bins = new Uint32Array(BINS)
    for (const ms of valuesMs) {
      const bin = Math.min(BINS - 1, Math.max(0, binOf(ms)))
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    return bins
  })
  const max = Math.max(1, ...counts.flatMap((bins) => [...bins]))
  const powers = Array.from({ length: Math.round(decades) + 1 }, (_, i) => low * 10 ** i)
  return frame(
    {
      title,
      description: series.map(({ label, valuesMs }) => `${label}: ${valuesMs.length} tasks`).join('; '),
      xLabel: 'time (ms, each step ten times the one before)',
      yLabel: 'tasks',
      xTicks: powers.map((ms) => ({ at: Math.log10(ms / low) / decades, label: String(Number(ms.toPrecision(1))) })),
      yTicks: ticksTo(max).filter(Number.isInteger).map((value) => ({ at: value / max, label: value.toLocaleString('en-US') })),
      legend: series.map(({ label }) => label),
    },
    counts.map((bins, i) => {
      const width = PLOT.width / BINS
      const bars = [...bins].map((count, bin) => {
        const height = (count / max) * PLOT.height
        return count === 0 ? '' : `M${px(bin * width)} ${px(PLOT.height)}v${px(-height)}h${px(width - 1)}V${px(PLOT.height)}Z`
      })
      return `<path d="${bars.join('')}" fill="${MARK_COLORS[i] ?? 'currentColor'}" fill-opacity="0.6"/>`
    }),
  )
}

/** Whole powers of ten around all values. */
function rangeOf(series: readonly HistogramSeries[]): { low: number; high: number } {
  let min = Infinity
  let max = MIN_MS
  for (const { valuesMs } of series) {
    for (const ms of valuesMs) {
      min = Math.min(min, Math.max(ms, MIN_MS))
      max = Math.max(max, ms)
    }
  }
  const low = 10 ** Math.floor(Math.log10(Math.min(min, max)))
  return { low, high: Math.max(low * 10, 10 ** Math.ceil(Math.log10(max))) }
}
