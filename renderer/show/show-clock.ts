import type { RunModel } from '../stores/index.ts'
import type { Pace, Theatre } from './theatre.ts'

/** The time of a show while it is performed. */
export class ShowClock {
  readonly #pace: Pace
  readonly #theatre: Theatre
  readonly #startedMs = performance.now()
  /** For a film: time that has passed without the run that goes on. */
  #passedMs = 0
  /** The run whose time goes on on top of that. */
  #followed: RunModel | null = null

  constructor(pace: Pace, theatre: Theatre) {
    this.#pace = pace
    this.#theatre = theatre
  }

  get nowMs(): number {
    if (this.#pace === 'live') return performance.now() - this.#startedMs
    return this.#passedMs + (this.#followed?.endMs ?? 0)
  }

  /** From now on the time of the show is that of the run, until it has ended. @returns when the run's time was 0 */
  follow(run: RunModel): number {
    if (this.#pace === 'live') return this.nowMs - run.endMs
    this.#passedMs = this.nowMs
    this.#followed = run
    return this.#passedMs
  }

  /** The run has ended, or nobody waits for it any more. */
  unfollow(): void {
    this.#passedMs = this.nowMs
    this.#followed = null
  }

  /** Lets `ms` of the show pass. A film has not to wait for that, unless a run goes on, which cannot be hurried. */
  async pass(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#pace === 'live') return sleep(ms, signal)
    const untilMs = this.nowMs + ms
    await this.#theatre.until(() => this.nowMs >= untilMs || !this.#theatre.isLive, signal)
    if (!this.#theatre.isLive) this.unfollow()
    if (this.#followed === null) this.#passedMs = Math.max(this.#passedMs, untilMs)
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const abort = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal.addEventListener('abort', abort, { once: true })
  })
}
