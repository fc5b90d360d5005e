import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../telemetry/clock.ts'

/** Longest go without a look at the messages, one of which may change the pace. */
const SLICE_MS = 10

/** When a task started on a slowed worker, and how long its loop had been idle by then. */
export interface PacedStart {
  readonly atMs: number
  readonly idleMs: number
}

/**
 * How fast a worker works. A slowed one really takes longer: after each task it goes on for (factor - 1) times the task's
 * run time, doing what the task did: it computes for as much of that as its thread computed, and waits for the rest. The
 * task ends after that, so all of it is run time. A task that runs when the factor changes from 1 is not stretched.
 */
export class Pace {
  readonly #isShared: boolean
  #factor = 1

  /** @param isShared several tasks take turns: then what blocked the loop blocks it for longer, and what waited waits */
  constructor(isShared: boolean) {
    this.#isShared = isShared
  }

  /** 1 is full speed, 3 makes tasks take three times as long. */
  set(factor: number): void {
    this.#factor = factor
  }

  /** To be called as a task starts; null at full speed. */
  start(): PacedStart | null {
    return this.#factor === 1 ? null : { atMs: systemClock.nowMs(), idleMs: idleMs() }
  }

  /**
   * To be called as the task's function has ended, or the promise that it returned.
   * @param isOver the task is to stop: nothing more is waited for
   * @returns null when that was all, else what to wait for
   */
  stretch(start: PacedStart | null, didReturn: boolean, isOver: () => boolean): Promise<void> | null {
    if (start === null) return null
    const endedMs = systemClock.nowMs()
    const ownMs = endedMs - start.atMs
    const leftMs = (): number => (isOver() ? 0 : endedMs + (this.#factor - 1) * ownMs - systemClock.nowMs())
    if (this.#isShared) {
      if (!didReturn) return waitWhile(leftMs)
      spin(leftMs())
      return null
    }
    const computedShare = Math.max(0, 1 - (idleMs() - start.idleMs) / Math.max(ownMs, Number.EPSILON))
    const waitMs = (): number => (isOver() ? 0 : (this.#factor - 1) * ownMs * (1 - computedShare))
    return spinWhile(() => leftMs() - waitMs()).then(() => waitWhile(leftMs))
  }
}

/** Keeps the thread busy. */
export function spin(ms: number): void {
  const endMs = systemClock.nowMs() + ms
  while (systemClock.nowMs() < endMs);
}

/** How long this thread's loop has had nothing to do since it began. */
const idleMs = (): number => performance.eventLoopUtilization().idle

async function spinWhile(leftMs: () => number): Promise<void> {
  for (let left = leftMs(); left > 0; left = leftMs()) {
    spin(Math.min(SLICE_MS, left))
    await setImmediate()
  }
}

async function waitWhile(leftMs: () => number): Promise<void> {
  for (let left = leftMs(); left > 0; left = leftMs()) await sleep(Math.min(SLICE_MS, left))
}
