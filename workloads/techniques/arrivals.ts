import { systemClock } from '../telemetry/clock.ts'

/** When the tasks of a workload arrive: at their own times, which a knob makes pass faster or slower. */
export class Arrivals {
  /** The time of the workload was `#atMs` at `#sinceMs`, and has passed at `#speed` since. */
  #sinceMs = systemClock.nowMs()
  #atMs = 0
  #speed = 1
  #wake: (() => void) | null = null

  /** How long from now until that time of the workload; 0 or less when it has come. */
  aheadMs(arrivalMs: number): number {
    return (arrivalMs - this.#atMs) / this.#speed - (systemClock.nowMs() - this.#sinceMs)
  }

  /** Times as fast as the workload says; who waits looks again. */
  setSpeed(speed: number): void {
    const nowMs = systemClock.nowMs()
    this.#atMs += (nowMs - this.#sinceMs) * this.#speed
    this.#sinceMs = nowMs
    this.#speed = speed
    this.#wake?.()
  }

  /** Waits so long. True when the speed changed meanwhile, and the wait ended early; it also ends when the signal is aborted. */
  wait(delayMs: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isChanged: boolean) => () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onTime)
        this.#wake = null
        resolve(isChanged)
      }
      const onTime = end(false)
      const timer = setTimeout(onTime, delayMs)
      this.#wake = end(true)
      signal.addEventListener('abort', onTime, { once: true })
      if (signal.aborted) onTime()
    })
  }
}
