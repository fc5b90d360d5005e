import type { FollowedRun, ShowClock } from './show-clock.ts'
import type { Theatre } from './theatre.ts'

/** Of a show that nobody sees while it is performed: time stands still but while a run goes on. */
export class FilmClock implements ShowClock {
  readonly skips = 0
  readonly #theatre: Theatre
  /** Time that has passed without the run that goes on. */
  #passedMs = 0
  /** The run whose time goes on on top of that. */
  #followed: FollowedRun | null = null

  constructor(theatre: Theatre) {
    this.#theatre = theatre
  }

  get nowMs(): number {
    return this.#passedMs + (this.#followed?.endMs ?? 0)
  }

  follow(run: FollowedRun): number {
    this.#passedMs = this.nowMs
    this.#followed = run
    return this.#passedMs
  }

  unfollow(): void {
    this.#passedMs = this.nowMs
    this.#followed = null
  }

  /** Nobody has to wait, unless a run goes on, which cannot be hurried. */
  async pass(ms: number, signal: AbortSignal): Promise<void> {
    const untilMs = this.nowMs + ms
    await this.#theatre.until(() => this.nowMs >= untilMs || !this.#theatre.isLive, signal)
    if (!this.#theatre.isLive) this.unfollow()
    if (this.#followed === null) this.#passedMs = Math.max(this.#passedMs, untilMs)
  }

  /** The show is where its run is. */
  reach(): Promise<void> {
    return Promise.resolve()
  }

  think(ms: number, signal: AbortSignal): Promise<void> {
    return this.pass(ms, signal)
  }
}
