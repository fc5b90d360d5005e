/** What all charts of a run show together. Charts get it by props and know no store. */

/** A part of a run's time. */
export interface TimeWindow {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * A task, or a part of the time. `taskRow` counts from the first task that ever came, so that it stays that of the same
 * task when the table gives up rows at its front.
 */
export type Selection = { readonly taskRow: number } | TimeWindow

export interface SharedView {
  /** Changes whenever the window or the selection did. */
  readonly version: number
  /** What time charts show; null: each follows the run in its own way. */
  readonly window: TimeWindow | null
  readonly selection: Selection | null
  /** The time that the pointer is at, in whichever chart. */
  readonly crosshairMs: number | null
  /** Where time axes end that show all: for runs side by side, which share them. null: with the run. */
  readonly extentMs: number | null
  setWindow(window: TimeWindow | null): void
  select(selection: Selection | null): void
  setCrosshair(ms: number | null): void
  /** Window or selection changed. Returns its disposer, as below. */
  subscribe(listener: () => void): () => void
  /** The crosshair moved: apart, since it does so with each move of the pointer. */
  onCrosshair(listener: () => void): () => void
}

export const isRange = (selection: Selection | null): selection is TimeWindow =>
  selection !== null && 'fromMs' in selection
