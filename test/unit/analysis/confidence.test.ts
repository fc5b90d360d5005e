import { describe, expect, it } from 'vitest'
import { meanInterval, overlap, relativeMargin } from '#engine/analysis/index.js'

describe('the interval of a mean', () => {
  // R: t.test(c(9.8, 10.2, 10.4, 9.8, 10, 10.2, 9.6)); 2.4469... is qt(0.975, 6).
  it("is Student's", () => {
    const interval = meanInterval([9.8, 10.2, 10.4, 9.8, 10, 10.2, 9.6])
    expect(interval?.mean).toBeCloseTo(10, 9)
    expect(interval?.low).toBeCloseTo(10 - 2.446911851144969 * (0.282842712474619 / Math.sqrt(7)), 9)
    expect(interval?.high).toBeCloseTo(10.26158, 4)
  })

  it('needs two values, and its mean one', () => {
    expect(meanInterval([])).toBeNull()
    expect(meanInterval([3])).toEqual({ mean: 3, low: null, high: null })
    expect(meanInterval([3, 3])).toEqual({ mean: 3, low: 3, high: 3 })
  })

  it('overlaps another one that shares a value with it, or may', () => {
    const [low, high] = [{ mean: 1, low: 0, high: 2 }, { mean: 3, low: 2, high: 4 }]
    expect(overlap(low, high)).toBe(true)
    expect(overlap(low, { ...high, low: 2.1 })).toBe(false)
    expect(overlap({ ...high, low: 2.1 }, low)).toBe(false)
    expect(overlap(low, { mean: 9, low: null, high: null })).toBe(true)
    expect([relativeMargin(high), relativeMargin({ mean: 9, low: null, high: null })]).toEqual([1 / 3, Infinity])
  })
})
