import type { Percentiles } from '../../workloads/contract/index.ts'
import { formatCount, formatDuration } from './format.ts'
import { LOWEST_POWER, PER_DECADE, type DurationCounts, type Latency } from './latency.ts'
import { paintText, xPixel, type Paint, type View } from './surface.ts'

const GAP_PX = 8
const BAR_OPACITY = 0.3
const LABEL_HEIGHT_PX = 13
const FAINTER = 0.28

/** Waits above, runs below: each a histogram over the logarithm of the duration, with lines at its percentiles. */
export function latencyPainter(latency: () => Latency, peer?: () => Latency): Paint {
  return (context, view) => {
    const { wait, run } = latency()
    const beside = peer?.()
    const height = (view.height - GAP_PX) / 2
    const [mostWaits, mostRuns] = [highestOf(wait, beside?.wait), highestOf(run, beside?.run)]
    paintHistogram(context, view, wait, { top: 0, height, color: view.palette.warn, highest: mostWaits })
    paintHistogram(context, view, run, { top: height + GAP_PX, height, color: view.palette.accent, highest: mostRuns })
  }
}

interface Strip {
  readonly top: number
  readonly height: number
  readonly color: string
  /** The count that is as high as the strip. */
  readonly highest: number
}

/** Two runs side by side have bars of one scale. */
const highestOf = (...durations: readonly (DurationCounts | undefined)[]): number =>
  durations.reduce((most, some) => some?.counts.reduce((higher, count) => Math.max(higher, count), most) ?? most, 1)

function paintHistogram(context: CanvasRenderingContext2D, view: View, durations: DurationCounts, strip: Strip): void {
  const { counts, percentiles, count } = durations
  const base = strip.top + strip.height
  // Labels of percentiles have the top to themselves.
  const room = strip.height - LABEL_HEIGHT_PX
  context.fillStyle = view.palette.hair
  context.fillRect(0, base - 1, view.width, 1)
  if (count === 0) return
  context.fillStyle = strip.color
  context.globalAlpha = BAR_OPACITY
  counts.forEach((some, bucket) => {
    if (some === 0) return
    const from = xPixel(view, LOWEST_POWER + bucket / PER_DECADE)
    const width = xPixel(view, LOWEST_POWER + (bucket + 1) / PER_DECADE) - from
    const tall = Math.max(1.5, (some / strip.highest) * room)
    context.fillRect(from, base - tall, Math.max(1, width - 1), tall)
  })
  context.globalAlpha = 1
  paintPercentiles(context, view, percentiles, strip)
}

/** Lines at p50, p95 and p99, the fainter the rarer, and their values in one row: side by side they would not fit. */
function paintPercentiles(context: CanvasRenderingContext2D, view: View, values: Percentiles, strip: Strip): void {
  const told = ([['p50', values.p50], ['p95', values.p95], ['p99', values.p99]] as const).flatMap(([name, ms]) =>
    ms === null ? [] : [{ text: `${name} ${formatDuration(ms)}`, x: Math.round(xPixel(view, logOf(ms))) }],
  )
  context.fillStyle = strip.color
  told.forEach(({ x }, index) => {
    context.globalAlpha = 1 - index * FAINTER
    context.fillRect(x, strip.top + LABEL_HEIGHT_PX, 1.5, strip.height - LABEL_HEIGHT_PX)
  })
  context.globalAlpha = 1
  context.font = view.palette.font
  context.textAlign = 'left'
  context.textBaseline = 'top'
  const texts = told.map(({ text }) => text)
  const widthOf = (row: string): number => context.measureText(row).width
  // In a narrow card the middle one is a line without a number.
  const rows = [texts.join('   '), [...texts.slice(0, 1), ...texts.slice(2)].join('   ')]
  const row = rows.find((some) => widthOf(some) <= view.width) ?? texts[0] ?? ''
  const left = Math.min(told[0]?.x ?? 0, view.width - widthOf(row))
  paintText(context, view, row, Math.max(0, left), strip.top - 1)
}

/** A place on the axis; nothing is left of its first power. */
export const logOf = (ms: number): number => Math.max(LOWEST_POWER, Math.log10(Math.max(ms, 10 ** LOWEST_POWER)))

/** How many durations are near one, for the tooltip. */
export function countsNear({ wait, run }: Latency, log: number): { label: string; value: string }[] {
  const bucket = Math.floor((log - LOWEST_POWER) * PER_DECADE)
  const told = (label: string, { counts }: DurationCounts) => ({ label, value: formatCount(counts[bucket] ?? 0) })
  return [told('waits', wait), told('runs', run)]
}
