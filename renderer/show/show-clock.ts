import type { RunModel } from '../stores/index.ts'

export type FollowedRun = Pick<RunModel, 'endMs'>

/** The time of a show while it is performed. All times in ms. */
export interface ShowClock {
  readonly nowMs: number
  /** How often a wait was cut short. */
  readonly skips: number
  /** The time of the run goes on with that of the show, until `unfollow`. @returns when the run's time was 0 */
  follow(run: FollowedRun): number
  /** The run has ended, or nobody waits for it any more. */
  unfollow(): void
  /** Lets so much of the show pass. */
  pass(ms: number, signal: AbortSignal): Promise<void>
  /** Resolves when the audience has seen the show until then. */
  reach(atMs: number, signal: AbortSignal): Promise<void>
  /** Lets the audience think: for so long, or until the presenter goes on. */
  think(ms: number, signal: AbortSignal): Promise<void>
}
