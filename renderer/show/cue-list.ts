import { readingMs } from '../../workloads/analysis/index.ts'
import type { Cue } from '../../workloads/contract/index.ts'

/** The cues of a show while it is performed. A caption stays until it has been read. */
export class CueList {
  readonly cues: Cue[] = []
  readonly #onCue: () => void
  /** When the newest caption will have been read. */
  #freeFromMs = 0

  constructor(onCue: () => void) {
    this.#onCue = onCue
  }

  /** The earliest time for something that takes the place of the caption. */
  free(atMs: number): number {
    return Math.max(atMs, this.#freeFromMs)
  }

  /** In the order of the times: what a run tells comes a little later than it was. */
  add(cue: Cue): void {
    const before = this.cues.findLastIndex(({ atMs }) => atMs <= cue.atMs)
    this.cues.splice(before + 1, 0, cue)
    this.#onCue()
  }

  /** @returns when it is shown: at `atMs`, or when the one before has been read */
  addCaption(text: string, atMs: number): number {
    const shownMs = this.free(atMs)
    this.add({ cue: 'caption', text, atMs: shownMs })
    this.#freeFromMs = shownMs + readingMs(text)
    return shownMs
  }

  /** What was still to come does not come, and nothing waits until the caption has been read. */
  release(atMs: number): void {
    const left = this.cues.findIndex((cue) => cue.atMs > atMs)
    if (left >= 0) this.cues.length = left
    this.#freeFromMs = Math.min(this.#freeFromMs, atMs)
    this.#onCue()
  }
}
