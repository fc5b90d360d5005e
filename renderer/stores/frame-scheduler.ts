import type { Frames } from '../charts/data.ts'

/** The part of `window` that gives frames; tests bring their own. */
export interface FrameSource {
  requestAnimationFrame(callback: (timeMs: number) => void): number
  cancelAnimationFrame(handle: number): void
}

interface Tick {
  readonly periodMs: number
  readonly callback: () => void
  dueMs: number
  pending: boolean
}

/** Successive multiples of it spread over the unit interval as evenly as can be. */
const GOLDEN_RATIO = 0.618034

/**
 * The one animation-frame loop of the window. It runs while something changes and somebody listens, and rests
 * otherwise; a hidden tab gets no frames and therefore does no work. Ticks have different phases, so that the slow
 * work of charts does not pile up in one frame.
 */
export class FrameScheduler implements Frames {
  #source: FrameSource
  #frames = new Set<(timeMs: number) => unknown>()
  #ticks = new Set<Tick>()
  #ticksMade = 0
  #changed = false
  #handle: number | null = null

  constructor(source: FrameSource) {
    this.#source = source
  }

  onFrame(callback: (timeMs: number) => unknown): () => void {
    this.#frames.add(callback)
    this.invalidate()
    return () => {
      this.#frames.delete(callback)
      this.#restIfUnheard()
    }
  }

  onTick(hz: number, callback: () => void): () => void {
    const tick: Tick = { periodMs: 1000 / hz, callback, dueMs: 0, pending: true }
    tick.dueMs = -tick.periodMs * ((this.#ticksMade++ * GOLDEN_RATIO) % 1)
    this.#ticks.add(tick)
    this.#request()
    return () => {
      this.#ticks.delete(tick)
      this.#restIfUnheard()
    }
  }

  invalidate(): void {
    this.#changed = true
    for (const tick of this.#ticks) tick.pending = true
    this.#request()
  }

  /** Ends the loop and forgets all listeners. */
  close(): void {
    this.#frames.clear()
    this.#ticks.clear()
    this.#restIfUnheard()
  }

  #request(): void {
    if (this.#handle !== null || (this.#frames.size === 0 && this.#ticks.size === 0)) return
    this.#handle = this.#source.requestAnimationFrame(this.#run)
  }

  #restIfUnheard(): void {
    if (this.#handle === null || this.#frames.size > 0 || this.#ticks.size > 0) return
    this.#source.cancelAnimationFrame(this.#handle)
    this.#handle = null
  }

  #run = (timeMs: number): void => {
    this.#handle = null
    if (this.#changed) {
      this.#changed = false
      for (const callback of this.#frames) if (callback(timeMs) === true) this.#changed = true
    }
    let waiting = false
    for (const tick of this.#ticks) {
      if (!tick.pending) continue
      if (timeMs < tick.dueMs) waiting = true
      else this.#runTick(tick, timeMs)
    }
    if (waiting || this.#changed) this.#request()
  }

  /** The next one is due on the tick's own grid, which keeps its phase, and never twice for time gone by. */
  #runTick(tick: Tick, timeMs: number): void {
    tick.pending = false
    tick.dueMs += Math.max(1, Math.floor((timeMs - tick.dueMs) / tick.periodMs) + 1) * tick.periodMs
    tick.callback()
  }
}
