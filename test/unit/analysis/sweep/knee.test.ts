import { describe, expect, it } from 'vitest'
import { findKnee } from '#engine/analysis/index.js'

const curve = (latency: (load: number) => number, loads: readonly number[]) => loads.map((load) => ({ load, latency: latency(load) }))
const TO_19 = Array.from({ length: 19 }, (_, i) => (i + 1) / 20)

describe('the knee of a latency curve', () => {
  // M/M/1: latency 1 / (1 - ρ). The tangent of the normalised curve is 1 where 1/(1-ρ)² is the slope of the chord.
  it('is where the chord of the M/M/1 curve is its tangent', () => {
    const slope = (20 - 1 / 0.95) / (0.95 - 0.05)
    const exact = 1 - 1 / Math.sqrt(slope)
    expect(Math.abs((findKnee(curve((rho) => 1 / (1 - rho), TO_19)).load ?? 0) - exact)).toBeLessThanOrEqual(0.025)
  })

  it('is the last flat point before latency explodes, in whatever order the points come', () => {
    const points = curve((load) => (load <= 60 ? 5 : 5 + (load - 60) * 40), [100, 10, 80, 20, 60, 40, 30, 50, 70, 90])
    expect(findKnee(points)).toEqual({ load: 60, reason: null })
  })

  it.each([
    ['too few rates', curve((load) => load ** 4, [1, 2, 3, 4]), /at least 5 rates, and there are 4/],
    ['latency that hardly changes', curve((load) => 10 + Math.sin(load), [1, 2, 3, 4, 5, 6]), /not even double/],
    ['a straight line', curve((load) => load, [1, 2, 3, 4, 5, 6]), /grows evenly/],
    ['one that flattens', curve((load) => Math.sqrt(load), [1, 4, 9, 16, 25, 36]), /grows evenly/],
  ])('is not claimed of %s', (_, points, reason) => {
    expect(findKnee(points)).toEqual({ load: null, reason: expect.stringMatching(reason) })
  })
})
