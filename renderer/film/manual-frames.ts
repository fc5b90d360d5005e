import type { FrameSource } from '../stores/frame-scheduler.ts'

/** Frames that come when they are asked for: a film is made picture by picture. */
export class ManualFrames implements FrameSource {
  #waiting: ((timeMs: number) => void) | null = null

  requestAnimationFrame(callback: (timeMs: number) => void): number {
    this.#waiting = callback
    return 1
  }

  cancelAnimationFrame(): void {
    this.#waiting = null
  }

  /** Runs the frame of this time, if somebody wants one. */
  run(timeMs: number): void {
    const callback = this.#waiting
    this.#waiting = null
    callback?.(timeMs)
  }
}
