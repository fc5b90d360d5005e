import { describe, expect, it } from 'vitest'
import { droppedFrames, median, p95, rounded, spread } from '../../bench/web/figures.ts'

describe('figures of pages', () => {
  it('counts the refreshes that had no frame', () => {
    expect(droppedFrames([16.6, 16.7, 17.4])).toBe(0)
    expect(droppedFrames([33.3])).toBe(1)
    expect(droppedFrames([16.7, 100, 50])).toBe(5 + 2)
  })

  it('takes a frame that comes early for no negative one', () => {
    expect(droppedFrames([2, 33.3])).toBe(1)
  })

  it('tells how far the rounds lie apart', () => {
    expect(spread([3, 1.26, 2])).toBe('1.3 to 3.0 in 3 rounds')
    expect(spread([1234.4], 0)).toBe('1234 to 1234 in 1 round')
  })

  it('has no figure for what was not measured', () => {
    expect(median([1, 2, 3])).toBe(2)
    expect(p95([4])).toBe(4)
    expect(() => median([])).toThrow('nothing was measured')
    expect(rounded(1.2345)).toBe(1.23)
  })
})
