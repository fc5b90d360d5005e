import { mean, percentiles, quantileOfSorted, stddev } from '#engine/analysis/index.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const durations = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })

describe('percentiles', () => {
  it('gives the values that R and NumPy give (type 7)', () => {
    // numpy.percentile([15, 20, 35, 40, 50], [50, 95, 99])
    expect(percentiles([50, 15, 40, 20, 35])).toEqual({ p50: 35, p95: 48, p99: expect.closeTo(49.6, 10) })
    expect(percentiles([1, 2])).toEqual({ p50: 1.5, p95: expect.closeTo(1.95, 10), p99: expect.closeTo(1.99, 10) })
  })

  it('is null without values and the value itself for one', () => {
    expect(percentiles([])).toEqual({ p50: null, p95: null, p99: null })
    expect(percentiles(new Float64Array([7]))).toEqual({ p50: 7, p95: 7, p99: 7 })
  })

  it('sorts as numbers and leaves its input alone', () => {
    const values = Float64Array.of(100, 9, 20)
    expect(percentiles(values).p50).toBe(20)
    expect([...values]).toEqual([100, 9, 20])
  })

  it('has the defining property: a share p of the n - 1 gaps lies below the quantile', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const sorted = [...values].sort((a, b) => a - b)
        const quantile = quantileOfSorted(sorted, p) ?? NaN
        const rank = p * (sorted.length - 1)
        expect(quantile).toBeGreaterThanOrEqual(sorted[Math.floor(rank)] ?? NaN)
        expect(quantile).toBeLessThanOrEqual(sorted[Math.ceil(rank)] ?? NaN)
      }),
    )
  })
})

describe('mean and stddev', () => {
  it('are those of the textbook', () => {
    expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5)
    expect(stddev([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12)
  })

  it('are null where they are not defined', () => {
    expect([mean([]), stddev([]), stddev([3])]).toEqual([null, null, null])
  })

  it('keep their digits far from 0', () => {
    expect(stddev([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBeCloseTo(Math.sqrt(30), 9)
  })

  it('agree with the two-pass formula', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const average = values.reduce((sum, value) => sum + value, 0) / values.length
        const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0)
        expect(mean(values)).toBeCloseTo(average, 6)
        if (values.length > 1) expect(stddev(values)).toBeCloseTo(Math.sqrt(squares / (values.length - 1)), 5)
      }),
    )
  })
})
