import type { PlannedRun } from './plan.ts'

/** How long the rest of a sweep takes: each point as its last run did, one that was not run yet as all others on average. */
export class TimeLeft {
  readonly #lastMs = new Map<number, number>()

  add({ point }: PlannedRun, tookMs: number): void {
    this.#lastMs.set(point, tookMs)
  }

  /** null before anything has been run. */
  of(rest: readonly PlannedRun[]): number | null {
    if (this.#lastMs.size === 0) return null
    const known = [...this.#lastMs.values()]
    const typical = known.reduce((sum, ms) => sum + ms, 0) / known.length
    return rest.reduce((sum, { point }) => sum + (this.#lastMs.get(point) ?? typical), 0)
  }
}
