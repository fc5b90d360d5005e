import type { ChartRun, GrowingTable, RankedTaskColumns } from './data.ts'
import { identityOf } from './rows.ts'

type Tasks = GrowingTable<RankedTaskColumns>

/** What tasks are counted into, row by row, and that can be put back to where it was. */
export interface Tally<Saved> {
  /** Counts rows `from` to `to` (exclusive). */
  add(tasks: Tasks, from: number, to: number): void
  /** All that was counted; does not change any more. */
  save(): Saved
  /** Back to what was saved; null: nothing counted. */
  restore(saved: Saved | null): void
}

interface Spacing {
  /** Tasks between two checkpoints. */
  readonly everyRows?: number
  /** The first task that is counted, of all ever added. */
  readonly first?: number
}

/** A million tasks are 64 checkpoints: of histograms 5 MB. */
const EVERY_ROWS = 16_384

/**
 * Keeps a tally at the tasks that are shown, forwards and back. It is saved after every so many tasks, so that going
 * anywhere in a replay counts no more than these again.
 */
export class Checkpoints<Saved> {
  readonly #tally: Tally<Saved>
  readonly #every: number
  readonly #first: number
  /** The n-th after n * every tasks. */
  #saved: (Saved | null)[] = [null]
  /** Tasks counted, from the first one on. */
  #counted = 0

  constructor(tally: Tally<Saved>, { everyRows = EVERY_ROWS, first = 0 }: Spacing = {}) {
    this.#tally = tally
    this.#every = everyRows
    this.#first = first
  }

  /** Counts tasks up to the `end`-th ever added, and no other. */
  show(tasks: Tasks, end = tasks.dropped + tasks.length): void {
    const wanted = Math.max(0, end - this.#first)
    const nearest = Math.min(Math.floor(wanted / this.#every), this.#saved.length - 1)
    // Back, or a jump forward that is shorter from there.
    if (wanted < this.#counted || nearest * this.#every > this.#counted) this.#restore(nearest)
    const rowOf = (counted: number): number => Math.max(0, this.#first + counted - tasks.dropped)
    while (this.#counted < wanted) {
      const to = Math.min(wanted, (Math.floor(this.#counted / this.#every) + 1) * this.#every)
      this.#tally.add(tasks, rowOf(this.#counted), rowOf(to))
      this.#counted = to
      if (to === this.#saved.length * this.#every) this.#saved.push(this.#tally.save())
    }
  }

  /** Forgets everything: other tasks come. */
  clear(): void {
    this.#saved = [null]
    this.#restore(0)
  }

  #restore(index: number): void {
    this.#tally.restore(this.#saved[index] ?? null)
    this.#counted = index * this.#every
  }
}

/** Keeps a tally at the tasks that a run shows; starts anew with another run. */
export function keepTally<Saved>(tally: Tally<Saved>, everyRows = EVERY_ROWS): (run: ChartRun) => void {
  const checkpoints = new Checkpoints(tally, { everyRows })
  let counted: unknown = null
  return (run) => {
    const identity = identityOf(run)
    if (identity !== counted) checkpoints.clear()
    counted = identity
    checkpoints.show(run.tables.tasks)
  }
}
