import { readdirSync } from 'node:fs'
import { childrenOf } from '../faults/support/resources.ts'

const MIB = 1024 * 1024

/**
 * What is measured, and how much its fitted line may rise from the end of the warm-up to the end of the run: what
 * workers that come and go make it sway, and no more.
 */
const MEASURES = {
  'RSS MiB': { read: () => process.memoryUsage().rss / MIB, tolerance: 0.1, least: 32 },
  // After a collection: what is left is held by somebody.
  'heap MiB': { read: () => (globalThis.gc?.(), process.memoryUsage().heapUsed / MIB), tolerance: 0.1, least: 4 },
  descriptors: { read: () => readdirSync('/proc/self/fd').length, tolerance: 0.05, least: 5 },
  threads: { read: () => readdirSync('/proc/self/task').length, tolerance: 0.05, least: 3 },
  children: { read: () => childrenOf(process.pid).length, tolerance: 0.05, least: 3 },
} as const

type Name = keyof typeof MEASURES
const NAMES = Object.keys(MEASURES) as Name[]

/** Samples of what this process uses, and the judgement whether that stays flat. */
export class Samples {
  readonly #atMs: number[] = []
  readonly #values = new Map<Name, number[]>(NAMES.map((name) => [name, []]))

  take(atMs: number): void {
    this.#atMs.push(atMs)
    for (const name of NAMES) this.#values.get(name)?.push(MEASURES[name].read())
  }

  /** The last sample, and more, as a line of a table. */
  line(more: readonly string[]): string {
    const minute = `${Math.round((this.#atMs.at(-1) ?? 0) / 60_000)} min`
    const shown = NAMES.map((name) => `${name} ${(this.#values.get(name)?.at(-1) ?? 0).toFixed(0)}`)
    return [minute, ...shown, ...more].join(' | ')
  }

  /** Prints for each measure how it grew after the warm-up; true when none grew by more than it may. */
  judge(warmUpMs: number, print: (line: string) => void): boolean {
    const first = this.#atMs.findIndex((atMs) => atMs >= warmUpMs)
    const minutes = this.#atMs.slice(first).map((atMs) => atMs / 60_000)
    const spanned = (minutes.at(-1) ?? 0) - (minutes[0] ?? 0)
    if (first < 0 || minutes.length < 3) {
      print(`too few samples after the warm-up of ${warmUpMs / 1000} s to judge`)
      return false
    }
    let flat = true
    for (const name of NAMES) {
      const values = (this.#values.get(name) ?? []).slice(first)
      const { mean, slope } = fit(minutes, values)
      const { tolerance, least } = MEASURES[name]
      const grown = slope * spanned
      const allowed = Math.max(least, tolerance * mean)
      if (grown > allowed) flat = false
      const verdict = grown > allowed ? 'GROWS' : 'flat'
      print(
        `${name.padEnd(12)} mean ${mean.toFixed(1)}, ${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}, ` +
          `slope ${slope.toFixed(3)}/min: ${grown.toFixed(1)} in ${spanned.toFixed(1)} min (at most ${allowed.toFixed(1)}): ${verdict}`,
      )
    }
    return flat
  }
}

/** Ordinary least squares. */
function fit(xs: readonly number[], ys: readonly number[]): { mean: number; slope: number } {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, mean] = [meanOf(xs), meanOf(ys)]
  const spread = xs.reduce((sum, each) => sum + (each - x) ** 2, 0)
  const slope = xs.reduce((sum, each, index) => sum + (each - x) * ((ys[index] ?? mean) - mean), 0) / spread
  return { mean, slope }
}
