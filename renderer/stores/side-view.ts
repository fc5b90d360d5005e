import { isRange, type Selection, type SharedView, type TimeWindow } from '../charts/shared-view.ts'
import type { RunModel } from './run-model.ts'
import { ViewStore } from './view-store.ts'

/**
 * One side's view of what two runs show together. Time is the same for both; a selected task is the one that was
 * submitted at the same place on the other side: rows are in the order of completion, which differs. The shared view
 * holds its submission rank in place of a row.
 */
export class SideView implements SharedView {
  readonly subscribe: SharedView['subscribe']
  readonly onCrosshair: SharedView['onCrosshair']
  readonly #shared: ViewStore
  readonly #run: RunModel
  readonly #extent: () => number
  #found: { readonly rank: number; readonly rows: string; readonly selection: Selection | null } | null = null

  /** @param extent where time axes end that show all */
  constructor(shared: ViewStore, run: RunModel, extent: () => number) {
    this.#shared = shared
    this.#run = run
    this.#extent = extent
    this.subscribe = shared.subscribe
    this.onCrosshair = shared.onCrosshair
  }

  get version(): number {
    return this.#shared.version
  }

  get window(): TimeWindow | null {
    return this.#shared.window
  }

  get crosshairMs(): number | null {
    return this.#shared.crosshairMs
  }

  get extentMs(): number {
    return this.#extent()
  }

  get selection(): Selection | null {
    const { selection } = this.#shared
    return selection === null || isRange(selection) ? selection : this.#taskOfRank(selection.taskRow)
  }

  setWindow(window: TimeWindow | null): void {
    this.#shared.setWindow(window)
  }

  setCrosshair(ms: number | null): void {
    this.#shared.setCrosshair(ms)
  }

  select(selection: Selection | null): void {
    if (selection === null || isRange(selection)) {
      this.#shared.select(selection)
      return
    }
    const { columns, dropped } = this.#run.tables.tasks
    const rank = columns.id[selection.taskRow - dropped]
    this.#shared.select(rank === undefined ? null : { taskRow: rank })
  }

  /** null while the task has not ended. Looked for once for as many rows as there are. */
  #taskOfRank(rank: number): Selection | null {
    const { columns, dropped, length } = this.#run.tables.tasks
    const rows = `${dropped} ${length}`
    if (this.#found?.rank !== rank || this.#found.rows !== rows) {
      const row = columns.id.subarray(0, length).indexOf(rank)
      this.#found = { rank, rows, selection: row < 0 ? null : { taskRow: row + dropped } }
    }
    return this.#found.selection
  }
}

/** The views of two runs side by side. */
export function sideViews(a: RunModel, b: RunModel, extent: () => number, invalidate: () => void): { a: SideView; b: SideView } {
  const shared = new ViewStore(invalidate)
  return { a: new SideView(shared, a, extent), b: new SideView(shared, b, extent) }
}
