import type { Selection, SharedView, TimeWindow } from '../charts/shared-view.ts'

/** Which part of the time is shown, what is selected and where the pointer is; outside React, one for the window. */
export class ViewStore implements SharedView {
  version = 0
  window: TimeWindow | null = null
  selection: Selection | null = null
  crosshairMs: number | null = null
  readonly extentMs = null
  #listeners = new Set<() => void>()
  #crosshairListeners = new Set<() => void>()
  #invalidate: () => void

  /** @param invalidate asks for a frame in which charts paint themselves anew */
  constructor(invalidate: () => void) {
    this.#invalidate = invalidate
  }

  setWindow(window: TimeWindow | null): void {
    if (window?.fromMs === this.window?.fromMs && window?.toMs === this.window?.toMs) return
    this.window = window
    this.#tell()
  }

  select(selection: Selection | null): void {
    if (selection === null && this.selection === null) return
    this.selection = selection
    this.#tell()
  }

  setCrosshair(ms: number | null): void {
    if (ms === this.crosshairMs) return
    this.crosshairMs = ms
    for (const listener of this.#crosshairListeners) listener()
  }

  /** Another run: nothing of the one before holds. */
  reset(): void {
    this.setWindow(null)
    this.select(null)
    this.setCrosshair(null)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onCrosshair = (listener: () => void): (() => void) => {
    this.#crosshairListeners.add(listener)
    return () => this.#crosshairListeners.delete(listener)
  }

  #tell(): void {
    this.version++
    for (const listener of this.#listeners) listener()
    this.#invalidate()
  }
}
