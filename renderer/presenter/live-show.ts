import { createStore, type StoreApi } from 'zustand/vanilla'
import { EMPTY_SCENE, sceneAt, type Scene } from '../../workloads/analysis/index.ts'
import type { Show, StagePanel, Storyboard } from '../../workloads/contract/index.ts'
import type { Frames } from '../charts/index.ts'
import { LiveClock } from '../show/live-clock.ts'
import { perform } from '../show/perform.ts'
import { Theatre } from '../show/theatre.ts'
import { isLiveState, type RunModel, type SessionHost } from '../stores/index.ts'
import { playAt } from './play-at.ts'

export interface LiveShowState {
  readonly phase: 'countdown' | 'performing' | 'ended'
  /** What the countdown is at. */
  readonly count: number
  readonly scene: Scene
  readonly paused: boolean
  /** It was turned back: there is more that was performed already. */
  readonly behind: boolean
  /** The step that is shown, and how many have begun. */
  readonly step: number
  readonly begun: number
  /** A panel that the presenter chose; undefined: as the storyboard says. */
  readonly spotlight: StagePanel | undefined
  /** A step that could not be done. */
  readonly problem: string | null
  /** What the user must agree to before a run starts. */
  readonly question: string | null
}

export interface LiveShowOptions {
  readonly host: SessionHost
  readonly storyboard: Storyboard
  readonly frames: Frames
  /** Seconds to count down before it begins; 0: none. */
  readonly countdown: number
  /** Whether the presenter, not the time, tells the answer to a question. */
  readonly asks: boolean
}

const START: LiveShowState = {
  phase: 'countdown',
  count: 0,
  scene: EMPTY_SCENE,
  paused: false,
  behind: false,
  step: 0,
  begun: 0,
  spotlight: undefined,
  problem: null,
  question: null,
}

const SECOND_MS = 1000
/** Who turns back within this time of a step's begin wants the one before. */
const SLACK_MS = 1200
/** What a step shows within this time of its begin it shows at once. */
const AT_ONCE_MS = 100

/** One performance of a storyboard in front of an audience. `close` ends it, and its run. */
export class LiveShow {
  readonly store: StoreApi<LiveShowState> = createStore<LiveShowState>(() => START)
  readonly #options: LiveShowOptions
  readonly #theatre: Theatre
  readonly #clock: LiveClock
  readonly #abort = new AbortController()
  readonly #stopFrames: () => void
  #show: Show = { cues: [], durationMs: 0 }
  #shownKey = ''
  /** When each step began. */
  #begins: number[] = []
  /** It stands still because it was turned back. */
  #held = false
  #goOn: (() => void) | null = null
  #agree: ((agreed: boolean) => void) | null = null

  constructor(options: LiveShowOptions) {
    this.#options = options
    this.#theatre = new Theatre(options.host)
    this.#clock = new LiveClock({ asks: options.asks })
    this.#stopFrames = options.frames.onFrame(() => this.#frame())
  }

  get runs(): readonly RunModel[] {
    return this.#theatre.runs
  }

  /** The show until what is on the stage now, which may lie before what was performed. */
  get show(): Show {
    const { nowMs } = this.#clock
    return { ...this.#show, durationMs: this.#ended ? Math.min(nowMs, this.#show.durationMs) : nowMs }
  }

  get #ended(): boolean {
    return this.store.getState().phase === 'ended'
  }

  /** Counts down and performs. Resolves when all is done, or it was closed; what goes wrong is in `problem`. */
  async perform(): Promise<void> {
    const { signal } = this.#abort
    try {
      for (let count = this.#options.countdown; count > 0; count--) {
        this.store.setState({ count })
        await this.#clock.pass(SECOND_MS, signal)
      }
      this.#clock.restart()
      this.store.setState({ phase: 'performing' })
      this.#show = await perform({
        ...this.#options,
        theatre: this.#theatre,
        clock: this.#clock,
        signal,
        onCue: (show) => {
          this.#show = show
          this.#options.frames.invalidate()
        },
        onStep: (step, atMs) => {
          this.#begins[step] = atMs
          this.store.setState({ begun: step + 1 })
        },
        onProblem: ({ message }) => this.#tell(message),
        confirm: (question) => this.#ask(question),
      })
      this.store.setState({ phase: 'ended' })
      this.#options.frames.invalidate()
    } catch (error) {
      if (!signal.aborted) this.store.setState({ problem: error instanceof Error ? error.message : String(error), phase: 'ended' })
    } finally {
      this.#theatre.close()
    }
  }

  /** Stops, or goes on; after the end from the start. */
  toggle(): void {
    this.#held = false
    if (this.#ended && !this.#clock.behind) this.#seek(0)
    else if (this.#clock.paused) this.#clock.resume()
    else this.#clock.pause()
    this.#options.frames.invalidate()
  }

  /** On to the next step: what is waited for is waited for no longer. */
  next(): void {
    const { nowMs, behind } = this.#clock
    const later = this.#begins.findIndex((atMs) => atMs > nowMs)
    if (this.#goOn !== null) this.#goOn()
    else if (later >= 0) this.toStep(later)
    else if (behind || this.#held) this.toEdge()
    else this.#clock.hurry()
  }

  previous(): void {
    const beforeMs = this.#clock.nowMs - SLACK_MS
    this.toStep(Math.max(0, this.#begins.findLastIndex((atMs) => atMs < beforeMs)))
  }

  /** To a step that was performed; it stands still there, for as long as it was shown may be a moment. */
  toStep(step: number): void {
    const beganMs = this.#begins[step]
    if (beganMs === undefined) return
    const shownMs = this.#show.cues.find(({ atMs }) => atMs >= beganMs)?.atMs ?? Infinity
    this.#seek(shownMs - beganMs < AT_ONCE_MS ? shownMs : beganMs)
    this.#held ||= !this.#clock.paused
    this.#clock.pause()
  }

  /** To what is performed now. */
  toEdge(): void {
    this.#seek(Infinity)
    if (this.#held) this.#clock.resume()
    this.#held = false
  }

  /** Dims all panels but one; the same again: none. Null: as the storyboard says. */
  spotlight(panel: StagePanel | null): void {
    const { spotlight } = this.store.getState()
    this.store.setState({ spotlight: panel === null || panel === spotlight ? undefined : panel })
  }

  answer(agreed: boolean): void {
    this.#agree?.(agreed)
  }

  close(): void {
    this.#abort.abort()
    this.#stopFrames()
    this.#goOn?.()
    this.#agree?.(false)
  }

  #seek(atMs: number): void {
    this.#clock.seek(atMs)
    if (this.#ended) this.#clock.resume()
    this.#options.frames.invalidate()
  }

  #tell(problem: string): Promise<void> {
    return new Promise((resolve) => {
      this.store.setState({ problem })
      this.#goOn = () => {
        this.#goOn = null
        this.store.setState({ problem: null })
        resolve()
      }
    })
  }

  #ask(question: string): Promise<boolean> {
    return new Promise((resolve) => {
      this.store.setState({ question })
      this.#agree = (agreed) => {
        this.#agree = null
        this.store.setState({ question: null })
        resolve(agreed)
      }
    })
  }

  /** The stage as it is now. @returns whether it moves */
  #frame(): boolean {
    const { phase, scene: before } = this.store.getState()
    if (phase === 'countdown') return true
    if (phase === 'ended' && this.#clock.nowMs >= this.#show.durationMs) this.#clock.pause()
    const { nowMs, paused, behind } = this.#clock
    // The end of the last step is its last moment, not what comes after it.
    const atMs = phase === 'ended' ? Math.min(nowMs, this.#show.durationMs - 1) : nowMs
    const scene = sceneAt(this.#show, atMs)
    const run = scene.play === null ? undefined : this.runs[scene.play.run]
    if (scene.play !== null && run !== undefined) playAt(run, scene.play.runMs, isLiveState(run.endState))
    const step = Math.max(0, this.#begins.findLastIndex((beganMs) => beganMs <= atMs))
    const key = JSON.stringify([{ ...scene, play: null }, scene.play?.run, scene.play?.speed, paused, behind, step])
    if (key !== this.#shownKey) {
      this.#shownKey = key
      const other = before.panels.join() !== scene.panels.join()
      this.store.setState({ scene, paused, behind, step, ...(other ? { spotlight: undefined } : {}) })
    }
    return !paused
  }
}
