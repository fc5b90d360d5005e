import { describe, expect, it } from 'vitest'
import { watchingFigures } from '#engine/analysis/index.js'

describe('what watching costs', () => {
  it('is the mean of the differences of pairs, with their interval', () => {
    // Differences 2, 4, 3: mean 3, s = 1, t(0.975; 2) = 4.302652729749462.
    const figures = watchingFigures([{ onMs: 102, offMs: 100 }, { onMs: 204, offMs: 200 }, { onMs: 303, offMs: 300 }])
    expect(figures).toMatchObject({ onMs: 203, offMs: 200, verdict: 'watching costs time' })
    expect(figures?.differenceMs.mean).toBeCloseTo(3, 9)
    expect(figures?.differenceMs.low).toBeCloseTo(3 - 4.302652729749462 / Math.sqrt(3), 9)
    expect(figures?.differencePercent.mean).toBeCloseTo(1.5, 9)
    expect(figures?.differencePercent.high).toBeCloseTo((3 + 4.302652729749462 / Math.sqrt(3)) / 2, 9)
  })

  it.each([
    [[[101, 100], [99, 100], [100, 100]], 'no clear difference'],
    [[[90, 100], [91, 100], [89, 100]], 'faster when watched'],
    [[[101, 100]], 'one pair: repeat to be sure'],
  ])('of %j is: %s', (pairs, verdict) => {
    expect(watchingFigures(pairs.map(([onMs = 0, offMs = 0]) => ({ onMs, offMs })))).toMatchObject({ verdict })
  })

  it('is nothing without pairs', () => {
    expect(watchingFigures([])).toBeNull()
  })
})
