import type { GrowableTable } from './growable-table.ts'
import type { RankedTaskColumns } from '../charts/data.ts'
import type { RunFigures, SavedFigures } from './run-figures.ts'

/** Figures are saved each time so many tasks were counted: going back costs no more than counting these. */
const STEP = 16_384

/** Keeps the figures at the tasks that are shown, forwards and back. */
export class FigureKeeper {
  readonly #figures: RunFigures
  readonly #tasks: GrowableTable<RankedTaskColumns>
  /** The n-th after n * STEP tasks. */
  #saved: (SavedFigures | null)[] = [null]
  /** Tasks counted, of all ever added. */
  #at = 0

  constructor(figures: RunFigures, tasks: GrowableTable<RankedTaskColumns>) {
    this.#figures = figures
    this.#tasks = tasks
  }

  /** Counts tasks up to the `end`-th ever added, and no other. */
  show(end: number): void {
    if (end < this.#at || this.#hasSavedBetween(end)) this.#restore(Math.min(Math.floor(end / STEP), this.#saved.length - 1))
    while (this.#at < end) {
      const to = Math.min(end, (Math.floor(this.#at / STEP) + 1) * STEP)
      const { dropped } = this.#tasks
      this.#figures.add(this.#tasks, Math.max(0, this.#at - dropped), Math.max(0, to - dropped))
      this.#at = to
      if (to % STEP === 0 && this.#saved.length === to / STEP) this.#saved.push(this.#figures.save())
    }
  }

  clear(): void {
    this.#saved = [null]
    this.#restore(0)
  }

  /** A jump forward is shorter from there. */
  #hasSavedBetween(end: number): boolean {
    return Math.min(Math.floor(end / STEP), this.#saved.length - 1) * STEP > this.#at
  }

  #restore(index: number): void {
    this.#figures.restore(this.#saved[index] ?? null)
    this.#at = index * STEP
  }
}
