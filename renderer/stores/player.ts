import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FrameSource } from './frame-scheduler.ts'
import { endMsOf, goesOn, markersOf, seekAll, shownMs, taskEndBeside, type Played } from './played.ts'

/** Times the speed of the run. */
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10] as const
export type Speed = (typeof SPEEDS)[number]

export interface PlayerState {
  /** `following`: shows the newest moment, and goes on with a run that goes on. */
  readonly mode: 'following' | 'paused' | 'playing'
  readonly speed: Speed
  /** From the end on to the start. */
  readonly loop: boolean
}

/** A tab that was hidden goes on where it was, not where it would have been. */
const MAX_STEP_MS = 250
/** How far before the last marker a jump back goes to the one before it. */
const MARKER_SLACK_MS = 1

/** Moves the shown time of runs: replay, pause, scrub. Works on the newest part of a run that goes on, too. */
export class Player {
  readonly store: StoreApi<PlayerState> = createStore<PlayerState>(() => ({ mode: 'following', speed: 1, loop: false }))
  readonly #runs: () => Played
  readonly #source: FrameSource
  readonly #onChange: () => void
  #handle: number | null = null
  #lastMs = 0
  #shown: Played = []
  #generations = ''

  /** @param runs what is shown now */
  constructor(runs: () => Played, source: FrameSource, onChange: () => void) {
    this.#runs = runs
    this.#source = source
    this.#onChange = onChange
  }

  /** Other runs may be shown: then they are followed. */
  reset(): void {
    const runs = this.#runs()
    const generations = runs.map(({ generation }) => generation).join()
    const same = runs.length === this.#shown.length && runs.every((run, at) => run === this.#shown[at])
    if (same && generations === this.#generations) return
    this.#shown = runs
    this.#generations = generations
    this.#rest()
    this.store.setState({ mode: runs.every(({ follows }) => follows) ? 'following' : 'paused' })
  }

  play(): void {
    const runs = this.#runs()
    if (endMsOf(runs) === 0) return
    if (shownMs(runs) >= endMsOf(runs)) seekAll(runs, 0)
    this.store.setState({ mode: 'playing' })
    this.#lastMs = NaN
    this.#handle ??= this.#source.requestAnimationFrame(this.#frame)
    this.#onChange()
  }

  pause(): void {
    this.seek(shownMs(this.#runs()))
  }

  toggle(): void {
    if (this.store.getState().mode === 'playing') this.pause()
    else if (this.store.getState().mode === 'following' && this.#isLive) this.pause()
    else this.play()
  }

  /** Shows the runs as they were at `atMs`, and stays there. */
  seek(atMs: number): void {
    this.#rest()
    const runs = this.#runs()
    const toMs = Math.min(Math.max(0, atMs), endMsOf(runs))
    const follows = toMs >= endMsOf(runs) && !this.#isLive
    seekAll(runs, toMs, follows)
    this.store.setState({ mode: follows ? 'following' : 'paused' })
    this.#onChange()
  }

  /** Shows the newest moment, and goes on with runs that go on. */
  follow(): void {
    this.#rest()
    seekAll(this.#runs(), Infinity, true)
    this.store.setState({ mode: 'following' })
    this.#onChange()
  }

  /** To the end of the next task, or, with -1, of the one before. */
  step(by: 1 | -1): void {
    const runs = this.#runs()
    this.seek(taskEndBeside(runs, by) ?? (by === 1 ? endMsOf(runs) : 0))
  }

  /** To the next marker, or, with -1, to the one before. */
  jump(by: 1 | -1): void {
    const runs = this.#runs()
    const [nowMs, endMs] = [shownMs(runs), endMsOf(runs)]
    const markers = [0, ...markersOf(runs).map(({ atMs }) => atMs), endMs]
    const next =
      by === 1 ? markers.find((atMs) => atMs > nowMs) : markers.findLast((atMs) => atMs < nowMs - MARKER_SLACK_MS)
    this.seek(next ?? (by === 1 ? endMs : 0))
  }

  setSpeed(speed: Speed): void {
    this.store.setState({ speed })
  }

  setLoop(loop: boolean): void {
    this.store.setState({ loop })
  }

  close(): void {
    this.#rest()
  }

  get #isLive(): boolean {
    return goesOn(this.#runs())
  }

  #rest(): void {
    if (this.#handle !== null) this.#source.cancelAnimationFrame(this.#handle)
    this.#handle = null
  }

  #frame = (timeMs: number): void => {
    this.#handle = null
    const runs = this.#runs()
    const { speed, loop } = this.store.getState()
    const passedMs = Number.isNaN(this.#lastMs) ? 0 : Math.min(MAX_STEP_MS, Math.max(0, timeMs - this.#lastMs))
    this.#lastMs = timeMs
    const toMs = shownMs(runs) + passedMs * speed
    if (toMs < endMsOf(runs)) seekAll(runs, toMs)
    else if (loop && !this.#isLive) seekAll(runs, 0)
    else {
      this.follow()
      return
    }
    this.#onChange()
    this.#handle = this.#source.requestAnimationFrame(this.#frame)
  }
}
