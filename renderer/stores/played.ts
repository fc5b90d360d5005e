import { isLiveState } from './session-data.ts'
import type { RunModel } from './run-model.ts'

/** What a player moves: one run, or runs side by side on one clock, each up to its own end. */
export type Played = readonly RunModel[]

export const shownMs = (runs: Played): number => Math.max(...runs.map(({ nowMs }) => nowMs))
export const endMsOf = (runs: Played): number => Math.max(...runs.map(({ endMs }) => endMs))
export const goesOn = (runs: Played): boolean => runs.some(({ endState }) => isLiveState(endState))

/** @param follows whether those that go on are followed */
export function seekAll(runs: Played, atMs: number, follows = false): void {
  for (const run of runs) run.seek(atMs, follows || (atMs >= run.endMs && !goesOn([run])))
}

/** The end of the next task after the shown time, or, with -1, of the one before; null: there is none. */
export function taskEndBeside(runs: Played, by: 1 | -1): number | null {
  const fromMs = shownMs(runs)
  const ends = runs.flatMap((run) => endBeside(run, fromMs, by) ?? [])
  return ends.length === 0 ? null : by === 1 ? Math.min(...ends) : Math.max(...ends)
}

function endBeside({ tables }: RunModel, fromMs: number, by: 1 | -1): number | null {
  const { receivedMs } = tables.tasks.columns
  const hidden = tables.tasks.end - tables.tasks.dropped
  let row = by === 1 ? tables.tasks.length : tables.tasks.length - 1
  // Tasks that ended at the same time are one step.
  while (by === 1 ? row < hidden && (receivedMs[row] ?? 0) <= fromMs : row >= 0 && (receivedMs[row] ?? 0) >= fromMs) row += by
  return row < 0 || row >= hidden ? null : (receivedMs[row] ?? 0)
}

/** A moment worth jumping to. */
export interface Marker {
  readonly atMs: number
  readonly text: string
  readonly level: 'warning' | 'error' | 'knob'
}

/** Warnings and errors of the logs and uses of knobs, in the order of their times. */
export function markersOf(runs: Played): Marker[] {
  const told = runs.flatMap(({ wholeLog }) =>
    wholeLog.flatMap(({ atMs, text, level }): Marker[] => (level === 'info' ? [] : [{ atMs: Math.max(0, atMs), text, level }])),
  )
  const turned = runs.flatMap(({ wholeTurns }) =>
    wholeTurns.map(({ atMs, label }): Marker => ({ atMs: Math.max(0, atMs), text: label, level: 'knob' })),
  )
  // A log is in its order already.
  return runs.length === 1 && turned.length === 0 ? told : [...told, ...turned].sort((a, b) => a.atMs - b.atMs)
}
