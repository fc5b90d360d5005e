import type { Figures } from './figures.ts'
import type { BenchContext } from './suite.ts'
import type { Samples } from './row.ts'

/** Somebody who measures the same as the others, in a process of its own, when it is its turn. */
export interface Entrant {
  readonly name: string
  /** @param small a short round, to warm up or to see that it works */
  round(small: boolean): Promise<Figures>
  close(): Promise<void>
}

/** What all entrants measured, one value a round. */
export class Results {
  readonly #rounds = new Map<string, Figures[]>()

  add(name: string, figures: Figures): void {
    const rounds = this.#rounds.get(name) ?? []
    rounds.push(figures)
    this.#rounds.set(name, rounds)
  }

  /** @throws Error when it did not measure that */
  of(name: string, figure: string): number[] {
    const values = this.#rounds.get(name)?.map((figures) => figures[figure] ?? NaN) ?? []
    if (values.length === 0 || values.some(Number.isNaN)) throw new Error(`${name} did not measure ${figure}`)
    return values
  }

  measured(name: string, figure: string): boolean {
    return this.#rounds.get(name)?.every((figures) => figure in figures) ?? false
  }

  peers(names: readonly string[], figure: string): Samples[] {
    return names.filter((name) => this.measured(name, figure)).map((name) => ({ name, values: this.of(name, figure) }))
  }
}

const WARM_UP_MS = 2000

async function warmUp(entrant: Entrant, warmUpMs: number): Promise<void> {
  const startMs = performance.now()
  do await entrant.round(true)
  while (performance.now() - startMs < warmUpMs)
}

/** The order of a round: each is first, and each comes behind each place, equally often. */
export function rotated<T>(items: readonly T[], round: number): T[] {
  const first = items.length === 0 ? 0 : round % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}

/**
 * Starts all entrants and lets them take turns: in each round everybody runs once, alone, and the order moves on. Small
 * rounds that do not count come first, all at a time, and as many as fit into the same time for everybody: compiled code
 * and the young part of the heap have then grown to what they need. Closes them all.
 * @param warmUpMs of all together
 */
export async function takeTurns(
  starting: readonly Promise<Entrant>[],
  { rounds, quick, say }: Pick<BenchContext, 'rounds' | 'quick' | 'say'>,
  warmUpMs = WARM_UP_MS,
): Promise<Results> {
  const started = await Promise.allSettled(starting)
  const entrants = started.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  try {
    for (const start of started) if (start.status === 'rejected') throw start.reason
    const results = new Results()
    if (!quick) await Promise.all(entrants.map((entrant) => warmUp(entrant, warmUpMs)))
    for (let round = 0; round < rounds; round++) {
      for (const entrant of rotated(entrants, round)) results.add(entrant.name, await entrant.round(quick))
      say(`  round ${round + 1} of ${rounds}`)
    }
    return results
  } finally {
    await Promise.all(entrants.map((entrant) => entrant.close()))
  }
}
