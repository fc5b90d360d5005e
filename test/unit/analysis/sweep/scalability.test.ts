import { describe, expect, it } from 'vitest'
import { fitScalability, predictedThroughput, scalabilityMeaning, type SizeThroughput } from '#engine/analysis/index.js'
import { noise } from './random.ts'

const SIZES = [1, 2, 3, 4, 6, 8, 12, 16]

const law = (gamma: number, sigma: number, kappa: number) => (n: number): number =>
  (gamma * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1))

const runs = (throughput: (n: number) => number, repeats = 1, sizes = SIZES): SizeThroughput[] =>
  sizes.flatMap((workers) => Array.from({ length: repeats }, () => ({ workers, throughput: throughput(workers) })))

function fitOf(observations: readonly SizeThroughput[]) {
  const { fit, reason } = fitScalability(observations)
  if (fit === null) throw new Error(reason)
  return fit
}

describe('the Universal Scalability Law', () => {
  it.each([
    [100, 0.05, 0.002],
    [0.8, 0.2, 0.01],
    [12_000, 0.02, 0],
    [40, 0, 0.004],
    [7, 0, 0],
  ])('is found again without noise: gamma %s, sigma %s, kappa %s', (gamma, sigma, kappa) => {
    const fit = fitOf(runs(law(gamma, sigma, kappa)))
    expect(fit.gamma.value / gamma).toBeCloseTo(1, 6)
    expect(fit.sigma.value).toBeCloseTo(sigma, 6)
    expect(fit.kappa.value).toBeCloseTo(kappa, 7)
    expect(fit.relativeError).toBeLessThan(1e-6)
    expect(fit.rSquared).toBeCloseTo(1, 9)
  })

  it('predicts the peak √((1 - sigma) / kappa), and what is measured in between', () => {
    const fit = fitOf(runs(law(100, 0.05, 0.002)))
    expect(fit.peak?.workers).toBeCloseTo(Math.sqrt(0.95 / 0.002), 4)
    expect(fit.peak?.throughput).toBeCloseTo(law(100, 0.05, 0.002)(Math.sqrt(0.95 / 0.002)), 4)
    expect(predictedThroughput(fit, 10)).toBeCloseTo(law(100, 0.05, 0.002)(10), 6)
    expect(fit.limit).toBeNull()
  })

  it('claims no peak where noise alone could have made it', () => {
    const random = noise(2)
    const fit = fitOf(runs((n) => 100 * n + random(8 * n), 3))
    expect(fit.kappa.value).toBeGreaterThan(1e-4)
    expect(fit.kappa.low).toBe(0)
    expect(fit.peak).toBeNull()
  })

  it('has no peak without kappa, and then a limit of gamma / sigma', () => {
    const fit = fitOf(runs(law(100, 0.1, 0)))
    expect(fit.peak).toBeNull()
    expect(fit.limit).toBeCloseTo(1000, 3)
    expect(fitOf(runs(law(100, 0, 0)))).toMatchObject({ peak: null, limit: null })
  })

  // The ray-tracing benchmark of Gunther's "Guerrilla Capacity Planning" (2007), ch. 5: sigma about 0.05, and next to no
  // kappa, of the order of 1e-5.
  it('fits a published benchmark about as its author did', () => {
    const published = [[1, 20], [4, 78], [8, 130], [12, 170], [16, 190], [20, 200], [24, 210], [28, 230], [32, 260], [48, 280], [64, 310]]
    const fit = fitOf(published.map(([workers = 0, throughput = 0]) => ({ workers, throughput })))
    expect(fit.sigma.value).toBeGreaterThan(0.03)
    expect(fit.sigma.value).toBeLessThan(0.07)
    expect(fit.kappa.value).toBeLessThan(1e-4)
    expect(fit.rSquared).toBeGreaterThan(0.98)
  })

  it('with noise holds the true values within its intervals in about 19 of 20 cases', () => {
    const held = { gamma: 0, sigma: 0, kappa: 0 }
    const truth = { gamma: 100, sigma: 0.08, kappa: 0.004 }
    const cases = 300
    for (let seed = 0; seed < cases; seed++) {
      const random = noise(seed)
      const exact = law(truth.gamma, truth.sigma, truth.kappa)
      const fit = fitOf(runs((n) => exact(n) + random(5), 5))
      for (const name of ['gamma', 'sigma', 'kappa'] as const) {
        const { low, high } = fit[name]
        if (low !== null && high !== null && low <= truth[name] && truth[name] <= high) held[name]++
      }
    }
    for (const count of Object.values(held)) {
      expect(count / cases).toBeGreaterThan(0.9)
      expect(count / cases).toBeLessThan(0.99)
    }
  })

  it('is not bent by a spoilt run', () => {
    const good = runs(law(100, 0.05, 0.002), 5)
    const fit = fitOf(good.map((run, i) => (i === 22 ? { ...run, throughput: run.throughput * 0.3 } : run)))
    expect(fit.sigma.value).toBeCloseTo(0.05, 4)
    expect(fit.kappa.value).toBeCloseTo(0.002, 5)
  })

  it('never gives a negative value, whatever the noise', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = noise(seed)
      const { fit } = fitScalability(runs((n) => 10 * n + random(0.3), 3))
      expect(fit?.sigma.value ?? 0).toBeGreaterThanOrEqual(0)
      expect(fit?.kappa.value ?? 0).toBeGreaterThanOrEqual(0)
    }
  })

  it.each<[string, SizeThroughput[], RegExp]>([
    ['too few sizes', runs(law(100, 0.1, 0), 5, [1, 2, 4]), /at least 4 sizes, and there are 3/],
    ['none', [], /at least 4 sizes, and there are 0/],
    ['growth faster than the size', runs((n) => n ** 1.4), /faster than the number of workers/],
    ['a corner at the number of cores', runs((n) => 50 * Math.min(n, 4), 3), /misses the measurements by \d+\.\d%.*number of cores/],
    ['runs that differ too much', SIZES.flatMap((workers) => [0.5, 0.8, 1, 1.2, 1.5].map((factor) => ({ workers, throughput: factor * workers }))), /differ too much: half of them are more than 20% off/],
    ['a size with which nothing was done', runs((n) => (n === 4 ? 0 : n)), /nothing was done/],
  ])('is not drawn through %s', (_, observations, reason) => {
    expect(fitScalability(observations)).toEqual({ fit: null, reason: expect.stringMatching(reason) })
  })
})

describe('its meaning', () => {
  it.each([
    [0.05, 0.002, /About 5\.0% .* highest with about 22 workers, which is beyond the 16/],
    [0.05, 0.00357, /highest with about 16 workers, and falls with more/], // 16.3
    [0.05, 0.02, /highest with about 7 workers, and falls with more/],
    [0.1, 0, /10% .*costs nothing that could be measured.*never more than 1\.00e\+3|never more than 1000/],
    [0, 0, /hardly wait.*No end of the growth/],
  ])('of sigma %s and kappa %s is said in words', (sigma, kappa, words) => {
    expect(scalabilityMeaning(fitOf(runs(law(100, sigma, kappa))), 16)).toMatch(words)
  })
})
