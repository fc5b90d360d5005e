import type { Page } from 'playwright'
import { systemClock } from '#engine/telemetry/clock.js'

/** A question and its answer: when it was asked, what the other clock said, when the answer was there. */
export interface RoundTrip {
  readonly askedMs: number
  readonly theirsMs: number
  readonly answeredMs: number
}

/** Theirs + `offsetMs` is ours, give or take `errorMs`. */
export interface ClockOffset {
  readonly offsetMs: number
  readonly errorMs: number
}

/**
 * What two clocks of one speed differ by. The other clock was read at some time between question and answer, so the
 * middle is wrong by half the round trip at most, and the shortest round trip says most: Cristian, "Probabilistic clock
 * synchronization" (1989).
 */
export function clockOffset(trips: readonly RoundTrip[]): ClockOffset {
  let best: ClockOffset | null = null
  for (const { askedMs, theirsMs, answeredMs } of trips) {
    const errorMs = (answeredMs - askedMs) / 2
    if (best === null || errorMs < best.errorMs) best = { offsetMs: askedMs + errorMs - theirsMs, errorMs }
  }
  if (best === null) throw new RangeError('clocks cannot be compared without a round trip')
  return best
}

const TRIPS = 60

/** From a page's `performance.now()` to the machine's monotonic clock, which telemetry uses. */
export async function pageClock(page: Page): Promise<ClockOffset> {
  const trips: RoundTrip[] = []
  for (let trip = 0; trip < TRIPS; trip++) {
    const askedMs = systemClock.nowMs()
    const theirsMs = await page.evaluate(() => window.poolscopeProbe.now())
    trips.push({ askedMs, theirsMs, answeredMs: systemClock.nowMs() })
  }
  return clockOffset(trips)
}
