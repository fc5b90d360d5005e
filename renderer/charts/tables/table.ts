import { formatCount, formatDuration } from '../format.ts'
import { multiples, niceStep } from '../scale.ts'
import type { ChartRun } from '../data.ts'
import type { TimeWindow } from '../shared-view.ts'

/** A chart as a table. Cells are texts as people read them; the first of a row names it. */
export interface ChartTable {
  /** What the table shows, of which part of the run, and what was put together or left out. */
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Tells a chart's table for a part of the run's time; null: all of it. */
export type TableTeller = (window: TimeWindow | null) => ChartTable

/** More rows than this are put together: a screen reader reads them one by one. */
export const MAX_ROWS = 150
const MOST_STEPS = 100

/** The part of the time that is told: never beyond now. */
export function toldWindow(run: ChartRun, window: TimeWindow | null): TimeWindow {
  const fromMs = Math.min(run.nowMs, Math.max(0, window?.fromMs ?? 0))
  return { fromMs, toMs: Math.max(fromMs, Math.min(run.nowMs, window?.toMs ?? run.nowMs)) }
}

/** In words, for a caption. */
export const windowWords = ({ fromMs, toMs }: TimeWindow): string => `${formatDuration(fromMs)} to ${formatDuration(toMs)}`

/** Equal steps of a round length that a part of the time is put together in. */
export interface Steps {
  readonly fromMs: number
  readonly stepMs: number
  readonly count: number
}

export function stepsOf({ fromMs, toMs }: TimeWindow): Steps {
  const stepMs = niceStep((toMs - fromMs) / MOST_STEPS)
  const first = Math.floor(fromMs / stepMs)
  return { fromMs: first * stepMs, stepMs, count: Math.max(0, Math.ceil(toMs / stepMs - 1e-9) - first) }
}

export const stepStart = ({ fromMs, stepMs }: Steps, step: number): string => {
  const [ms = 0] = multiples(stepMs, fromMs + step * stepMs, fromMs + step * stepMs)
  return formatDuration(ms)
}

export const stepWords = ({ stepMs }: Steps): string => `in steps of ${formatDuration(stepMs)}`

/** What a table leaves out, for its caption. */
export const leftOut = (rows: number, of: string): string =>
  rows <= 0 ? '' : `; ${formatCount(rows)} more ${of} are left out`
