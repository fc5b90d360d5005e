import { createStore, type StoreApi } from 'zustand/vanilla'
import { chapterListOf, sceneAt, type Chapter, type Scene } from '../../workloads/analysis/index.ts'
import type { Show } from '../../workloads/contract/index.ts'
import type { FrameSource } from '../stores/frame-scheduler.ts'
import type { RunModel } from '../stores/index.ts'

export interface ShowPlayerState {
  readonly playing: boolean
  /** Changes when something on the stage does, other than the run that is shown: that moves by itself. */
  readonly scene: Scene
}

/** A tab that was hidden goes on where it was, not where it would have been. */
const MAX_STEP_MS = 250
/** So far into a chapter a jump back goes to its start, not to the one before. */
const CHAPTER_SLACK_MS = 1000

/** Plays a show again on the runs that were recorded for it. */
export class ShowPlayer {
  readonly store: StoreApi<ShowPlayerState>
  readonly chapters: readonly Chapter[]
  readonly durationMs: number
  /** For `useTicked`. */
  version = 0
  atMs = 0
  readonly #show: Show
  readonly #runs: readonly RunModel[]
  readonly #source: FrameSource
  readonly #onChange: () => void
  #handle: number | null = null
  #lastMs = NaN

  /** @param onChange called after each move, for what is painted rather than rendered */
  constructor(show: Show, runs: readonly RunModel[], source: FrameSource, onChange: () => void) {
    this.#show = show
    this.#runs = runs
    this.#source = source
    this.#onChange = onChange
    this.chapters = chapterListOf(show)
    this.durationMs = show.durationMs
    this.store = createStore(() => ({ playing: false, scene: this.#sceneNow() }))
  }

  play(): void {
    if (this.atMs >= this.durationMs) this.#move(0)
    this.#lastMs = NaN
    this.#handle ??= this.#source.requestAnimationFrame(this.#frame)
    this.store.setState({ playing: true })
  }

  pause(): void {
    if (this.#handle !== null) this.#source.cancelAnimationFrame(this.#handle)
    this.#handle = null
    this.store.setState({ playing: false })
  }

  toggle(): void {
    if (this.store.getState().playing) this.pause()
    else this.play()
  }

  /** Shows another time of the show, and plays on from there if it played. */
  seek(atMs: number): void {
    this.#move(Math.min(Math.max(0, atMs), this.durationMs))
  }

  /** To the next chapter, or, with -1, to the start of this one or the one before. */
  jump(by: 1 | -1): void {
    const starts = this.chapters.map(({ atMs }) => atMs)
    const to = by === 1 ? starts.find((atMs) => atMs > this.atMs) : starts.findLast((atMs) => atMs < this.atMs - CHAPTER_SLACK_MS)
    this.seek(to ?? (by === 1 ? this.durationMs : 0))
  }

  close(): void {
    this.pause()
  }

  #frame = (timeMs: number): void => {
    const passedMs = Number.isNaN(this.#lastMs) ? 0 : Math.min(MAX_STEP_MS, Math.max(0, timeMs - this.#lastMs))
    this.#lastMs = timeMs
    this.#move(Math.min(this.atMs + passedMs, this.durationMs))
    if (this.atMs >= this.durationMs) this.pause()
    else this.#handle = this.#source.requestAnimationFrame(this.#frame)
  }

  #move(atMs: number): void {
    this.atMs = atMs
    this.version++
    const scene = this.#sceneNow()
    if (keyOf(scene) !== keyOf(this.store.getState().scene)) this.store.setState({ scene })
    this.#onChange()
  }

  /** The scene of this time, with its run moved to it. */
  #sceneNow(): Scene {
    const scene = sceneAt(this.#show, this.atMs)
    if (scene.play !== null) this.#runs[scene.play.run]?.seek(scene.play.runMs)
    return scene
  }
}

/** All of a scene but the time of its run. */
const keyOf = ({ play, ...still }: Scene): string => JSON.stringify([still, play?.run, play?.speed])
