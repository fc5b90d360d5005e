import { describe, expect, it } from 'vitest'
import { recommend } from '#engine/analysis/index.js'
import type { Model } from '#engine/contract/index.js'

const point = (workers: number, mean: number, margin: number | null = 1, as: Model = 'threads') => ({
  as,
  workers,
  throughput: { mean, low: margin === null ? null : mean - margin, high: margin === null ? null : mean + margin },
})

describe('the recommendation', () => {
  it('is the smallest size within 5% of the best, and says by how much smaller ones fall short', () => {
    const points = [point(1, 50), point(2, 97), point(4, 100), point(8, 99)]
    expect(recommend(points)).toEqual({
      as: 'threads',
      workers: 2,
      clear: true,
      reason:
        '2 threads (97.0 tasks/s, 96.0 to 98.0) is within 5% of the best, 4 threads (100 tasks/s, 99.0 to 101); ' +
        'with fewer workers the most is 1 thread (50.0 tasks/s, 49.0 to 51.0), 50% below the best.',
    })
  })

  it('goes on to the largest size where throughput still grows', () => {
    expect(recommend([point(1, 10), point(4, 40), point(8, 80)])).toMatchObject({ workers: 8, clear: true })
  })

  it('compares models too, and takes the faster one of a size', () => {
    const points = [point(1, 50), point(2, 80), point(1, 48, 1, 'processes'), point(2, 100, 1, 'processes')]
    expect(recommend(points)).toMatchObject({ as: 'processes', workers: 2, clear: true })
  })

  it.each([
    ['models of one size overlap', [point(2, 99, 2), point(2, 100, 2, 'processes'), point(1, 50)], /2 processes .* and 2 threads .* overlap/],
    ['a smaller size may be enough', [point(2, 93, 4), point(3, 100, 4), point(4, 99, 4)], /3 threads .* and 2 threads .* overlap/],
    ['intervals are wider than the 5%', [point(1, 100, 20), point(2, 104, 20)], /1 thread .* and 2 threads .* wider than the 5%/],
    ['each size ran once', [point(1, 50, null), point(2, 100, null)], /ran only once/],
    ['a smaller one ran once', [point(1, 50, null), point(2, 100, 1)], /1 thread ran only once/],
    ['there is one point only', [point(4, 100)], /only 4 threads was measured/],
  ])('is not clear where %s', (_, points, reason) => {
    expect(recommend(points)).toMatchObject({ clear: false, reason: expect.stringMatching(reason) })
    expect(recommend(points)?.reason).toMatch(/^No clear winner: /)
  })

  it('is none without points', () => {
    expect(recommend([])).toBeNull()
  })
})
