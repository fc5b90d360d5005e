import { percentiles } from '#engine/analysis/index.js'

const FRAME_MS = 1000 / 60

/** A quantile of measured values. @throws Error when nothing was measured: a bench without values shows nothing */
export function quantile(values: readonly number[], which: 'p50' | 'p95'): number {
  const value = percentiles(values)[which]
  if (value === null) throw new Error('nothing was measured')
  return value
}

export const median = (values: readonly number[]): number => quantile(values, 'p50')
export const p95 = (values: readonly number[]): number => quantile(values, 'p95')

/** Refreshes of the screen that came and went without a new frame. */
export function droppedFrames(intervalsMs: readonly number[]): number {
  return intervalsMs.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0)
}

/** How far the figures of the rounds lie apart: `1.2 to 1.4 in 5 rounds`. */
export function spread(rounds: readonly number[], digits = 1): string {
  const [low, high] = [Math.min(...rounds), Math.max(...rounds)].map((value) => value.toFixed(digits))
  return `${low} to ${high} in ${rounds.length} ${rounds.length === 1 ? 'round' : 'rounds'}`
}

/** To a number of digits behind the point, as a number. */
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))
