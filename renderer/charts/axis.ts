import { isLive, type ChartRun } from './data.ts'
import { formatBytes, formatCountShort, formatShare } from './format.ts'
import { niceEnd, niceTicks, timeLabel, timeTicks, wholeTicks } from './scale.ts'

/** One axis of a chart. Two axes with the same `key` are the same. */
export interface Axis {
  readonly key: string
  readonly lo: number
  readonly hi: number
  /** Where ticks go when about `count` have room. */
  readonly ticks: (count: number) => number[]
  readonly format: (value: number) => string
}

/** Shorter live axes would be all growth. */
const SHORTEST_LIVE_MS = 500
const MIN_SPAN_MS = 1

export function timeAxis(loMs: number, hiMs: number): Axis {
  return {
    key: `time ${loMs} ${hiMs}`,
    lo: loMs,
    hi: hiMs,
    ticks: (count) => timeTicks(loMs, hiMs, count),
    format: (ms) => timeLabel(ms, hiMs - loMs),
  }
}

/** From the start of the run: as long as the run when it is over, before that a little longer, growing in steps. */
export function wholeRunAxis(run: ChartRun): Axis {
  return timeAxis(0, isLive(run) ? niceEnd(Math.max(SHORTEST_LIVE_MS, run.nowMs)) : Math.max(MIN_SPAN_MS, run.nowMs))
}

/** Time before now: stands still while the marks flow. */
export function agoAxis(spanMs: number): Axis {
  return {
    key: `ago ${spanMs}`,
    lo: -spanMs,
    hi: 0,
    ticks: (count) => timeTicks(-spanMs, 0, count),
    format: (ms) => (ms === 0 ? 'now' : timeLabel(ms, spanMs).replace('-', '−')),
  }
}

/** An axis for how long something took. */
export function durationAxis(hiMs: number): Axis {
  return {
    key: `duration ${hiMs}`,
    lo: 0,
    hi: hiMs,
    ticks: (count) => niceTicks(0, hiMs, count),
    format: (ms) => timeLabel(ms, hiMs),
  }
}

/** An axis for whole things. */
export function countAxis(lo: number, hi: number): Axis {
  return {
    key: `count ${lo} ${hi}`,
    lo,
    hi,
    ticks: (count) => wholeTicks(lo, hi, count),
    format: (value) => formatCountShort(value).replace('-', '−'),
  }
}

/** An axis for what may have fractions, such as a rate. */
export function numberAxis(lo: number, hi: number): Axis {
  return { ...countAxis(lo, hi), key: `number ${lo} ${hi}`, ticks: (count) => niceTicks(lo, hi, count) }
}

export function bytesAxis(hi: number): Axis {
  return { ...numberAxis(0, hi), key: `bytes ${hi}`, format: (bytes) => (bytes === 0 ? '0' : formatBytes(bytes).replace('.00', '')) }
}

/** An axis for shares of one. */
export function shareAxis(hi: number): Axis {
  return { ...numberAxis(0, hi), key: `share ${hi}`, format: (share) => (share === 0 ? '0' : formatShare(share).replace(/\.0+ /, ' ')) }
}

/** An axis for places overtaken (above 0) and lost (below). */
export function placesAxis(lost: number, overtaken: number): Axis {
  const axis = countAxis(-lost, overtaken)
  return { ...axis, format: (value) => (value > 0 ? `+${axis.format(value)}` : axis.format(value)) }
}

export const sameAxis = (a: Axis, b: Axis): boolean => a.key === b.key
