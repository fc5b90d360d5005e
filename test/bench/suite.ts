/** A line of the table that `npm run bench` prints. */
export interface Row {
  /** As in docs/performance.md; a second setting or a second peer adds a suffix: `thread-burst-16`. */
  readonly id: string
  /** What `ours` and `bestPeer` are measured in: `tasks/s`, `us`, `ms`, `items/s`, `bytes`, `kB`. */
  readonly unit: string
  readonly ours: number
  /** null: there is no peer; the target is absolute. */
  readonly bestPeer: number | null
  readonly peer: string | null
  /** How many times better than the best peer (above 1 is better, whether the unit is a rate or a time); null without. */
  readonly ratio: number | null
  /** In words: `>= 5x`, `<= 20 ms`. */
  readonly target: string
  readonly met: boolean
  /** What else was measured: spread, other peers, settings. */
  readonly note: string
}

/** How much a bench does. `quick` (in CI): one small round of everything, to see that it works; judges nothing. */
export interface BenchContext {
  readonly quick: boolean
  /** Rounds of each contestant; they take turns. */
  readonly rounds: number
  /** Program name of Python 3, null where there is none. */
  readonly python: string | null
  say(line: string): void
}

export const SUITE_NAMES = ['dispatch', 'load', 'queues', 'telemetry', 'charts', 'app'] as const
export type SuiteName = (typeof SUITE_NAMES)[number]

/** A part of the bench that runs alone in under 60 s. */
export interface Suite {
  readonly name: SuiteName
  run(context: BenchContext): Promise<Row[]>
}
