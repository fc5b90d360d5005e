import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { studentTCdf, studentTQuantile, welchInterval } from '#engine/analysis/index.js'

describe("Student's t", () => {
  // Values of scipy.stats.t.ppf (SciPy 1), which R's qt shares.
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 1.3, 7.500529325562029],
    [0.975, 2, 4.302652729749462],
    [0.975, 2.5, 3.5746548420036817],
    [0.975, 4, 2.7764451051977934],
    [0.975, 10, 2.228138851986274],
    [0.995, 3.7, 4.8692522532278275],
    [0.975, 1000, 1.9623390808264083],
  ])('the quantile of %s with %s degrees of freedom is %s', (p, df, expected) => {
    expect(studentTQuantile(p, df)).toBeCloseTo(expected, 9)
    expect(studentTQuantile(1 - p, df)).toBeCloseTo(-expected, 9)
  })

  it('is half below 0, and with one degree of freedom the Cauchy distribution', () => {
    expect(studentTCdf(0, 3.3)).toBeCloseTo(0.5, 14)
    for (const t of [-30, -1, 0.2, 5]) expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12)
  })

  it('finds again what its distribution function says', () => {
    fc.assert(
      fc.property(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: 1, max: 200, noNaN: true }), (t, df) => {
        expect(studentTQuantile(studentTCdf(t, df), df)).toBeCloseTo(t, 5)
      }),
    )
  })
})

describe("Welch's interval", () => {
  // scipy.stats.ttest_ind(b, a, equal_var=False).confidence_interval(0.95)
  it('is that of known samples', () => {
    const a = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4]
    const b = [27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 23.8, 24]
    const interval = welchInterval(a, b)
    expect(interval?.low).toBeCloseTo(0.5785012233210707, 9)
    expect(interval?.high).toBeCloseTo(4.141498776678935, 9)
    const small = welchInterval([100, 109, 91], [120, 122, 118])
    expect(small?.low).toBeCloseTo(-1.0425468098866801, 9)
    expect(small?.high).toBeCloseTo(41.04254680988668, 9)
  })

  it('needs two values of each', () => {
    expect(welchInterval([1], [1, 2])).toBeNull()
    expect(welchInterval([1, 2], [])).toBeNull()
  })

  it('without any spread is the difference alone', () => {
    expect(welchInterval([3, 3], [5, 5, 5])).toEqual({ low: 2, high: 2 })
  })

  it('with a spread on one side only, or a tiny one, is finite', () => {
    for (const a of [[3, 3], [3, 3 + 1e-12]]) {
      const interval = welchInterval(a, [5, 6])
      expect(Number.isFinite(interval?.low)).toBe(true)
      expect(interval?.high).toBeGreaterThan(2.5)
    }
  })

  it('of equal runs holds 0 in 19 of 20 cases', () => {
    const random = generator(1)
    const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
    const sample = (n: number, spread: number): number[] => Array.from({ length: n }, () => 100 + spread * normal())
    const cases = 4000
    let held = 0
    for (let i = 0; i < cases; i++) {
      const interval = welchInterval(sample(5, 1), sample(7, 3))
      if (interval !== null && interval.low <= 0 && interval.high >= 0) held++
    }
    expect(held / cases).toBeGreaterThan(0.94)
    expect(held / cases).toBeLessThan(0.96)
  })
})

/** Park and Miller's "minimal standard": the same numbers each time. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
