import { LogHistogram, percentiles, RELATIVE_ERROR } from '#engine/analysis/index.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** Durations over the whole range of the histogram, small ones as likely as large ones. */
const durations = fc.array(
  fc.double({ min: -13.9, max: 23.9, noNaN: true }).map((exponent) => 2 ** exponent),
  { maxLength: 300 },
)

function histogramOf(values: Iterable<number>): LogHistogram {
  const histogram = new LogHistogram()
  for (const value of values) histogram.add(value)
  return histogram
}

describe('LogHistogram', () => {
  it('gives the exact quantiles within its relative error', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const exact = percentiles(values)
        const estimate = histogramOf(values).percentiles()
        for (const key of ['p50', 'p95', 'p99'] as const) {
          const truth = exact[key]
          if (truth === null) expect(estimate[key]).toBeNull()
          else expect(Math.abs((estimate[key] ?? NaN) - truth)).toBeLessThanOrEqual(truth * (RELATIVE_ERROR + 1e-12))
        }
      }),
    )
  })

  it('merged is the same as one that got all values', () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const merged = histogramOf(a)
        merged.merge(histogramOf(b))
        const whole = histogramOf([...a, ...b])
        expect(merged.percentiles()).toEqual(whole.percentiles())
        expect([merged.count, merged.max]).toEqual([whole.count, whole.max])
      }),
    )
  })

  it('keeps mean and maximum exactly', () => {
    const histogram = histogramOf([0.1, 0.2, 12.3])
    expect(histogram.mean).toBeCloseTo(4.2, 12)
    expect(histogram.max).toBe(12.3)
  })

  it('takes 0, what is no duration and what is too long', () => {
    expect(histogramOf([0, 0, 0]).percentiles()).toEqual({ p50: 0, p95: 0, p99: 0 })
    expect(histogramOf([NaN, -5, 0]).percentiles().p99).toBe(0)
    expect(histogramOf([1e9, 1e9]).count).toBe(2)
    expect(histogramOf([1e9]).percentiles().p50).toBeGreaterThan(2 ** 23)
  })

  it('is empty again after clear', () => {
    const histogram = histogramOf([1, 2, 3])
    histogram.clear()
    expect([histogram.count, histogram.mean, histogram.max]).toEqual([0, null, null])
    expect(histogram.percentiles()).toEqual({ p50: null, p95: null, p99: null })
    histogram.add(4)
    expect(histogram.percentiles().p50).toBe(4)
  })
})
