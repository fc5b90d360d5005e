import type { EventCaption } from '../../workloads/contract/index.ts'
import { happenedAt, type WatchedRun } from './happened.ts'

export interface DueCaption {
  readonly runMs: number
  readonly text: string
}

/** Captions that wait for their moments in one run. */
export class CaptionWatch {
  #left: readonly EventCaption[]
  readonly #run: WatchedRun

  constructor(run: WatchedRun, captions: readonly EventCaption[]) {
    this.#run = run
    this.#left = captions
  }

  /** Those whose moment came since the last time, in the order of their moments. */
  due(): DueCaption[] {
    const due: DueCaption[] = []
    this.#left = this.#left.filter((caption) => {
      const runMs = happenedAt(caption.when, this.#run)
      if (runMs !== null) due.push({ runMs, text: caption.say })
      return runMs === null
    })
    return due.sort((a, b) => a.runMs - b.runMs)
  }
}
