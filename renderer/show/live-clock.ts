import type { FollowedRun, ShowClock } from './show-clock.ts'

/** What is later than this is behind what has been performed. */
const BEHIND_MS = 250

/**
 * Of a show that the audience sees now. It can be stopped and turned back: what was performed is seen again, and a run
 * that goes on meanwhile is seen later than it was. What is performed next waits until the audience is there.
 */
export class LiveClock implements ShowClock {
  skips = 0
  /** Time of the show at `#sinceMs`. */
  #atMs = 0
  /** Null: it stands still. */
  #sinceMs: number | null = performance.now()
  /** How far it came before it was turned back. */
  #reachedMs = 0
  #followed: { readonly run: FollowedRun; readonly beganMs: number } | null = null
  readonly #looks = new Set<() => void>()
  readonly #asks: boolean

  /** @param asks whether the presenter ends the time to think */
  constructor({ asks }: { asks: boolean }) {
    this.#asks = asks
  }

  get nowMs(): number {
    return this.#atMs + (this.#sinceMs === null ? 0 : performance.now() - this.#sinceMs)
  }

  get paused(): boolean {
    return this.#sinceMs === null
  }

  /** How far the show has been performed. */
  get edgeMs(): number {
    const run = this.#followed
    return Math.max(this.#reachedMs, this.nowMs, run === null ? 0 : run.beganMs + run.run.endMs)
  }

  /** Is there more that was performed already? */
  get behind(): boolean {
    return this.edgeMs - this.nowMs > BEHIND_MS
  }

  /** The show begins now. */
  restart(): void {
    this.#reachedMs = 0
    this.#set(0, this.paused ? null : performance.now())
  }

  follow(run: FollowedRun): number {
    const beganMs = this.nowMs - run.endMs
    this.#followed = { run, beganMs }
    return beganMs
  }

  unfollow(): void {
    this.#reachedMs = Math.max(this.#reachedMs, this.edgeMs)
    this.#followed = null
  }

  pause(): void {
    this.#set(this.nowMs, null)
  }

  resume(): void {
    this.#set(this.nowMs, performance.now())
  }

  /** Turns it back, or on to what was performed already. */
  seek(ms: number): void {
    this.#reachedMs = this.edgeMs
    this.#set(Math.min(Math.max(0, ms), this.#reachedMs), this.paused ? null : performance.now())
  }

  /** Ends what is waited for now. */
  hurry(): void {
    this.skips++
    this.#look()
  }

  pass(ms: number, signal: AbortSignal): Promise<void> {
    return this.reach(this.nowMs + ms, signal)
  }

  think(ms: number, signal: AbortSignal): Promise<void> {
    return this.#asks ? this.reach(Infinity, signal) : this.pass(ms, signal)
  }

  /** Also when it is cut short. */
  reach(atMs: number, signal: AbortSignal): Promise<void> {
    const { skips } = this
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const end = (): void => {
        clearTimeout(timer)
        this.#looks.delete(look)
        signal.removeEventListener('abort', abort)
      }
      const abort = (): void => {
        end()
        reject(signal.reason as Error)
      }
      const look = (): void => {
        clearTimeout(timer)
        const leftMs = Math.max(atMs, this.#reachedMs) - this.nowMs
        if (leftMs <= 0 || this.skips !== skips) {
          end()
          resolve()
        } else if (!this.paused && Number.isFinite(leftMs)) timer = setTimeout(look, leftMs)
      }
      signal.throwIfAborted()
      signal.addEventListener('abort', abort)
      this.#looks.add(look)
      look()
    })
  }

  #set(atMs: number, sinceMs: number | null): void {
    this.#atMs = atMs
    this.#sinceMs = sinceMs
    this.#look()
  }

  #look(): void {
    for (const look of [...this.#looks]) look()
  }
}
