import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { sceneAt, type Scene } from '../../workloads/analysis/index.ts'
import { storyboardSchema, UsageError, type Show } from '../../workloads/contract/index.ts'
import { FilmClock } from '../show/film-clock.ts'
import { perform } from '../show/perform.ts'
import { Theatre } from '../show/theatre.ts'
import { ScaledStage, STAGE_SIZE } from '../stage/stage.tsx'
import { FrameScheduler, ViewStore, type SessionHost } from '../stores/index.ts'
import { ManualFrames } from './manual-frames.ts'

/** What moves once more when a run is over: the ticks of its charts. */
const SETTLE_MS = 1200

/**
 * A film of a storyboard, in two parts: first it is performed, with nothing painted, so that the runs have the machine
 * for themselves; then each picture is made from what was recorded, however long that takes.
 */
export class Film {
  readonly #host: SessionHost
  readonly #root: Root
  readonly #source = new ManualFrames()
  readonly #frames = new FrameScheduler(this.#source)
  readonly #view = new ViewStore(() => this.#frames.invalidate())
  readonly #abort = new AbortController()
  #theatre: Theatre | null = null
  #show: Show = { cues: [], durationMs: 0 }
  #shown: { readonly key: string; readonly atMs: number } = { key: '', atMs: 0 }

  constructor(host: SessionHost, element: HTMLElement) {
    this.#host = host
    this.#root = createRoot(element)
  }

  /**
   * Performs a storyboard.
   * @throws UsageError when it is none, or a step cannot be done
   */
  async perform(storyboard: unknown): Promise<Show> {
    const theatre = new Theatre(this.#host)
    this.#theatre = theatre
    const parsed = storyboardSchema.parse(storyboard)
    this.#show = await perform({ storyboard: parsed, theatre, clock: new FilmClock(theatre), signal: this.#abort.signal })
    return this.#show
  }

  /**
   * The ids, in the host's library, of the runs that were performed.
   * @throws UsageError when one was not recorded
   */
  async savedRuns(): Promise<string[]> {
    const { runs } = await this.#host.request('listRuns', {})
    return (this.#theatre?.runs ?? []).map(({ runId }) => {
      const saved = runs.find((run) => run.runId === runId)
      if (saved === undefined) throw new UsageError('A run of the performance was not recorded.')
      return saved.id
    })
  }

  /** How long each run took, in the order of their starts. */
  runEndsMs(): number[] {
    return (this.#theatre?.runs ?? []).map(({ endMs }) => endMs)
  }

  /**
   * Shows the film at a time, which may only grow.
   * @returns false when the picture is the same as the one before
   */
  async show(atMs: number): Promise<boolean> {
    const scene = sceneAt(this.#show, atMs)
    const key = keyOf(scene, this.#theatre)
    if (key !== this.#shown.key) this.#shown = { key, atMs }
    else if (atMs - this.#shown.atMs > SETTLE_MS) return false
    const run = scene.play === null ? undefined : this.#theatre?.runs[scene.play.run]
    run?.seek(scene.play?.runMs ?? 0)
    const stage = { scene, runs: this.#theatre?.runs ?? [], frames: this.#frames, view: this.#view }
    flushSync(() => this.#root.render(<ScaledStage {...stage} scale={window.innerWidth / STAGE_SIZE.width} />))
    this.#frames.invalidate()
    this.#source.run(atMs)
    await painted()
    this.#source.run(atMs) // what came into being in the frame
    return true
  }

  close(): void {
    this.#abort.abort()
    this.#theatre?.close()
    this.#frames.close()
    this.#root.unmount()
  }
}

function keyOf(scene: Scene, theatre: Theatre | null): string {
  const { play, ...still } = scene
  const run = play === null ? undefined : theatre?.runs[play.run]
  return JSON.stringify([still, play?.run, Math.min(play?.runMs ?? 0, run?.endMs ?? 0), play?.speed])
}

/** Layout and size observers have run. */
const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()))
