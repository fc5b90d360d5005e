import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FrameSource } from './frame-scheduler.ts'
import type { RunModel } from './run-model.ts'

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

/** Moves the shown time of a run: replay, pause, scrub. Works on the newest part of a run that goes on, too. */
export class Player {
  readonly store: StoreApi<PlayerState> = createStore<PlayerState>(() => ({ mode: 'following', speed: 1, loop: false }))
  readonly #run: () => RunModel
  readonly #source: FrameSource
  readonly #onChange: () => void
  #handle: number | null = null
  #lastMs = 0
  #shown: RunModel | null = null
  #generation = -1

  /** @param run the run that is shown now */
  constructor(run: () => RunModel, source: FrameSource, onChange: () => void) {
    this.#run = run
    this.#source = source
    this.#onChange = onChange
  }

  /** Another run may be shown: then it is followed. */
  reset(): void {
    const run = this.#run()
    if (run === this.#shown && run.generation === this.#generation) return
    this.#shown = run
    this.#generation = run.generation
    this.#rest()
    this.store.setState({ mode: run.follows ? 'following' : 'paused' })
  }

  play(): void {
    const run = this.#run()
    if (run.endMs === 0) return
    if (run.nowMs >= run.endMs) run.seek(0)
    this.store.setState({ mode: 'playing' })
    this.#lastMs = NaN
    this.#handle ??= this.#source.requestAnimationFrame(this.#frame)
    this.#onChange()
  }

  pause(): void {
    this.seek(this.#run().nowMs)
  }

  toggle(): void {
    if (this.store.getState().mode === 'playing') this.pause()
    else if (this.store.getState().mode === 'following' && this.#isLive) this.pause()
    else this.play()
  }

  /** Shows the run as it was at `atMs`, and stays there. */
  seek(atMs: number): void {
    this.#rest()
    const run = this.#run()
    const toMs = Math.min(Math.max(0, atMs), run.endMs)
    const follows = toMs >= run.endMs && !this.#isLive
    run.seek(toMs, follows)
    this.store.setState({ mode: follows ? 'following' : 'paused' })
    this.#onChange()
  }

  /** Shows the newest moment, and goes on with the run. */
  follow(): void {
    this.#rest()
    this.#run().seek(Infinity)
    this.store.setState({ mode: 'following' })
    this.#onChange()
  }

  /** To the end of the next task, or, with -1, of the one before. */
  step(by: 1 | -1): void {
    const { tables, nowMs, endMs } = this.#run()
    const { receivedMs } = tables.tasks.columns
    const hidden = tables.tasks.end - tables.tasks.dropped
    let row = by === 1 ? tables.tasks.length : tables.tasks.length - 1
    // Tasks that ended at the same time are one step.
    while (by === 1 ? row < hidden && (receivedMs[row] ?? 0) <= nowMs : row >= 0 && (receivedMs[row] ?? 0) >= nowMs) row += by
    if (row < 0) this.seek(0)
    else this.seek(row < hidden ? (receivedMs[row] ?? 0) : endMs)
  }

  /** To the next marker, or, with -1, to the one before. */
  jump(by: 1 | -1): void {
    const { nowMs, endMs } = this.#run()
    const markers = [0, ...markersOf(this.#run()).map(({ atMs }) => atMs), endMs]
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
    const state = this.#run().endState
    return state === 'starting' || state === 'running' || state === 'stopping'
  }

  #rest(): void {
    if (this.#handle !== null) this.#source.cancelAnimationFrame(this.#handle)
    this.#handle = null
  }

  #frame = (timeMs: number): void => {
    this.#handle = null
    const run = this.#run()
    const { speed, loop } = this.store.getState()
    const passedMs = Number.isNaN(this.#lastMs) ? 0 : Math.min(MAX_STEP_MS, Math.max(0, timeMs - this.#lastMs))
    this.#lastMs = timeMs
    const toMs = run.nowMs + passedMs * speed
    if (toMs < run.endMs) run.seek(toMs)
    else if (loop && !this.#isLive) run.seek(0)
    else {
      this.follow()
      return
    }
    this.#onChange()
    this.#handle = this.#source.requestAnimationFrame(this.#frame)
  }
}

/** A moment worth jumping to. */
export interface Marker {
  readonly atMs: number
  readonly text: string
  readonly level: 'warning' | 'error' | 'knob'
}

/** Warnings and errors of the log and uses of knobs, in the order of their times. */
export function markersOf(run: RunModel): Marker[] {
  const told = run.wholeLog.flatMap(({ atMs, text, level }): Marker[] =>
    level === 'info' ? [] : [{ atMs: Math.max(0, atMs), text, level }],
  )
  if (run.wholeTurns.length === 0) return told
  const turned = run.wholeTurns.map(({ atMs, label }): Marker => ({ atMs: Math.max(0, atMs), text: label, level: 'knob' }))
  return [...told, ...turned].sort((a, b) => a.atMs - b.atMs)
}
