import { describe, expect, it } from 'vitest'
import { agoAxis, countAxis, timeAxis, type Axis } from '../../../renderer/charts/axis.ts'
import { niceEnd, niceStep, niceTicks, timeTicks, wholeTicks } from '../../../renderer/charts/scale.ts'

describe('axes', () => {
  it('steps by 1, 2 and 5', () => {
    expect([0.3, 1, 1.1, 3, 6, 70].map(niceStep)).toEqual([0.5, 1, 2, 5, 10, 100])
    expect(niceStep(0)).toBe(1)
  })

  it('ends at or above the value and grows in few steps', () => {
    const ends = new Set<number>()
    for (let value = 1; value <= 100_000; value = Math.ceil(value * 1.03)) {
      expect(niceEnd(value)).toBeGreaterThanOrEqual(value)
      expect(niceEnd(value)).toBeLessThan(value * 1.6)
      ends.add(niceEnd(value))
    }
    expect(ends.size).toBeLessThanOrEqual(46)
    expect([niceEnd(0), niceEnd(-1), niceEnd(Number.NaN)]).toEqual([1, 1, 1])
  })

  it('has ticks at round numbers without the dust of binary fractions', () => {
    expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(niceTicks(-15, 3, 4)).toEqual([-15, -10, -5, 0])
    expect(wholeTicks(0, 3, 10)).toEqual([0, 1, 2, 3])
  })

  it('counts time in one unit for a whole axis', () => {
    const labels = (axis: Axis) => axis.ticks(5).map((ms) => axis.format(ms))
    expect(labels(timeAxis(0, 500))).toEqual(['0', '100 ms', '200 ms', '300 ms', '400 ms', '500 ms'])
    expect(labels(timeAxis(0, 2500))).toEqual(['0', '0.5 s', '1 s', '1.5 s', '2 s', '2.5 s'])
    expect(labels(timeAxis(0, 300_000))).toEqual(['0', '1:00', '2:00', '3:00', '4:00', '5:00'])
    expect(labels(agoAxis(10_000))).toEqual(['−10 s', '−8 s', '−6 s', '−4 s', '−2 s', 'now'])
    expect(timeTicks(0, 36_000_000, 5).length).toBeLessThanOrEqual(7)
  })

  it('has a key that is the same for the same axis alone', () => {
    expect(countAxis(0, 10).key).toBe(countAxis(0, 10).key)
    expect(countAxis(0, 10).key).not.toBe(countAxis(0, 20).key)
  })
})
