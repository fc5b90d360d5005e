import { frame, MARK_COLORS, PLOT, type Frame } from './frame.ts'
import { px, ticksTo } from './svg.ts'

/** Columns of a chart: each shows the highest value of its time, so that no peak is lost. */
const MAX_COLUMNS = 240

export interface Series {
  readonly length: number
  /** In ms since the start of the run, ascending. */
  readonly atMs: (row: number) => number
  readonly value: (row: number) => number
}

export interface AreaChart extends Pick<Frame, 'title' | 'yLabel'> {
  readonly untilMs: number
  readonly series: Series
  /** Whether the axis has whole numbers only. */
  readonly whole?: boolean
}

/** A value over the time of a run that holds until the next one, as a filled step line. */
export function areaChart({ title, yLabel, untilMs, series, whole = false }: AreaChart): string {
  const untilS = Math.max(untilMs, 1) / 1000
  const peaks = peaksOf(series, untilS * 1000)
  const max = Math.max(...peaks, whole ? 1 : Number.MIN_VALUE)
  const yTicks = ticksTo(max).filter((value) => !whole || Number.isInteger(value))
  const steps = peaks.map((peak, i) => `L${px((i / peaks.length) * PLOT.width)} ${yOf(peak)}H${px(((i + 1) / peaks.length) * PLOT.width)}`)
  return frame(
    {
      title,
      description: `${yLabel} over ${untilS.toFixed(2)} s; the highest is ${Number(max.toPrecision(3))}.`,
      xLabel: 'time (s)',
      yLabel,
      xTicks: ticksTo(untilS).map((value) => ({ at: value / untilS, label: String(value) })),
      yTicks: yTicks.map((value) => ({ at: value / max, label: value.toLocaleString('en-US') })),
    },
    [
      `<path d="M0 ${PLOT.height}${steps.join('')}V${PLOT.height}Z" fill="${MARK_COLORS[0]}" fill-opacity="0.35" ` +
        `stroke="${MARK_COLORS[0]}" stroke-linejoin="round"/>`,
    ],
  )

  function yOf(value: number): string {
    return px(PLOT.height * (1 - value / max))
  }
}

/** The highest value of each column; one without changes has that of the column before. */
function peaksOf({ length, atMs, value }: Series, untilMs: number): number[] {
  const peaks: number[] = []
  let row = 0
  let last = 0
  for (let column = 0; column < MAX_COLUMNS; column++) {
    const end = ((column + 1) / MAX_COLUMNS) * untilMs
    let peak = last
    for (; row < length && (atMs(row) < end || column === MAX_COLUMNS - 1); row++) {
      last = value(row)
      peak = Math.max(peak, last)
    }
    peaks.push(peak)
  }
  return peaks
}
