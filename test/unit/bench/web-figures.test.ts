import { describe, expect, it } from 'vitest'
import { droppedFrames, p95, rounded } from '../../bench/web/figures.ts'

describe('figures of pages', () => {
  it('counts the refreshes that had no frame', () => {
    expect(droppedFrames([16.6, 16.7, 17.4])).toBe(0)
    expect(droppedFrames([33.3])).toBe(1)
    expect(droppedFrames([16.7, 100, 50])).toBe(5 + 2)
  })

  it('takes a frame that comes early for no negative one', () => {
    expect(droppedFrames([2, 33.3])).toBe(1)
  })

  it('has no figure for what was not measured', () => {
    expect(p95([4])).toBe(4)
    expect(() => p95([])).toThrow('nothing was measured')
    expect(rounded(1.2345)).toBe(1.23)
  })
})
