import { describe, expect, it } from 'vitest'
import { clockOffset } from '../../bench/app/clock.ts'

describe('clockOffset', () => {
  it('believes the shortest round trip', () => {
    const trips = [
      { askedMs: 1000, theirsMs: 48, answeredMs: 1050 },
      { askedMs: 1100, theirsMs: 101, answeredMs: 1102 },
      { askedMs: 1200, theirsMs: 201, answeredMs: 1230 },
    ]
    expect(clockOffset(trips)).toEqual({ offsetMs: 1000, errorMs: 1 })
  })

  it('is never farther off than it says, wherever in the round trip the other clock was read', () => {
    for (const readAfter of [0, 0.3, 2, 3.9, 4]) {
      const { offsetMs, errorMs } = clockOffset([{ askedMs: 500, theirsMs: 500 + readAfter - 470, answeredMs: 504 }])
      expect(Math.abs(offsetMs - 470)).toBeLessThanOrEqual(errorMs)
    }
  })

  it('cannot tell anything without one', () => {
    expect(() => clockOffset([])).toThrow('round trip')
  })
})
