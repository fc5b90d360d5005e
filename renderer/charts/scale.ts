/** Round numbers: steps, ends and ticks of axes. */

const STEPS = [1, 2, 5, 10]
const ENDS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Beyond two minutes people count in sixties. */
const CLOCK_FROM_MS = 2 * MINUTE
const CLOCK_STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((s) => s * SECOND)

/** The smallest of `mantissas` times a power of ten that is no less than `value`. */
function roundUp(value: number, mantissas: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const found = mantissas.find((mantissa) => mantissa * power >= value * (1 - 1e-9))
  return (found ?? 10) * power
}

/** Distance between ticks: 1, 2 or 5 times a power of ten, no less than `atLeast`. */
export function niceStep(atLeast: number): number {
  return atLeast > 0 && Number.isFinite(atLeast) ? roundUp(atLeast, STEPS) : 1
}

/** The end of an axis that holds `value`: it grows in steps, so that the axis stands still between them. */
export function niceEnd(value: number): number {
  return value > 0 && Number.isFinite(value) ? roundUp(value, ENDS) : 1
}

/** Multiples of `step` from `lo` to `hi`, ends included. */
export function multiples(step: number, lo: number, hi: number): number[] {
  const ticks: number[] = []
  const first = Math.ceil(lo / step - 1e-6)
  for (let i = first; i * step <= hi + step * 1e-6; i++) ticks.push(i === 0 ? 0 : Number((i * step).toPrecision(12)))
  return ticks
}

/** At most about `count` ticks at round numbers. */
export function niceTicks(lo: number, hi: number, count: number): number[] {
  return multiples(niceStep((hi - lo) / Math.max(1, count)), lo, hi)
}

/** The same for whole things: no tick between two of them. */
export function wholeTicks(lo: number, hi: number, count: number): number[] {
  return multiples(Math.max(1, niceStep((hi - lo) / Math.max(1, count))), lo, hi)
}

/** Ticks of a time axis: round milliseconds or seconds, and steps of a clock beyond two minutes. */
export function timeTicks(loMs: number, hiMs: number, count: number): number[] {
  const atLeast = (hiMs - loMs) / Math.max(1, count)
  if (hiMs - loMs < CLOCK_FROM_MS) return niceTicks(loMs, hiMs, count)
  const step = CLOCK_STEPS.find((candidate) => candidate >= atLeast) ?? Math.ceil(atLeast / HOUR) * HOUR
  return multiples(step, loMs, hiMs)
}

/** Label of a tick on a time axis that is `spanMs` long; all ticks of an axis speak in one unit. */
export function timeLabel(ms: number, spanMs: number): string {
  if (ms === 0) return '0'
  if (spanMs < SECOND) return `${trim(ms)} ms`
  if (spanMs < CLOCK_FROM_MS) return `${trim(ms / SECOND)} s`
  const seconds = Math.round(Math.abs(ms) / SECOND)
  const sign = ms < 0 ? '-' : ''
  const two = (count: number): string => String(count).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  if (spanMs < 2 * HOUR) return `${sign}${minutes}:${two(seconds % 60)}`
  return `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)} h`
}

const trim = (value: number): string => String(Number(value.toPrecision(10)))
