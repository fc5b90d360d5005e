import { percentiles } from '#engine/analysis/index.js'

const FRAME_MS = 1000 / 60

/** The 95th percentile. @throws Error when nothing was measured: a bench without values shows nothing */
export function p95(values: readonly number[]): number {
  const value = percentiles(values).p95
  if (value === null) throw new Error('nothing was measured')
  return value
}

/** Refreshes of the screen that came and went without a new frame. */
export function droppedFrames(intervalsMs: readonly number[]): number {
  return intervalsMs.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0)
}

/** To a number of digits behind the point, as a number. */
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))
