import { describe, expect, it } from 'vitest'
import { chooseExactly, createRandom, xoshiro128 } from '#engine/tasks/random.js'
import { deviation, mean } from './support.ts'

const COUNT = 100_000
const draw = (next: () => number) => Array.from({ length: COUNT }, next)

describe('the generator', () => {
  it('gives what the reference implementation of xoshiro128** gives', () => {
    const next = xoshiro128([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0])
    expect([next(), next(), next(), next()]).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70])
  })

  it('repeats a stream of a seed exactly and never changes between versions', () => {
    const random = createRandom(42, 'duration')
    const first = [random.uint32(), random.uint32(), random.uint32()]
    const again = createRandom(42, 'duration')
    expect([again.uint32(), again.uint32(), again.uint32()]).toEqual(first)
    expect(first).toMatchInlineSnapshot(`
      [
        622123898,
        709161397,
        792176644,
      ]
    `)
  })

  it('gives other numbers for another seed and for another stream', () => {
    const firsts = [createRandom(1, 'a'), createRandom(2, 'a'), createRandom(1, 'b'), createRandom(2, 'b')]
    expect(new Set(firsts.map((random) => random.uint32())).size).toBe(4)
  })
})

describe('distributions', () => {
  it('uniform: mean 1/2, variance 1/12, within [0, 1), all tenths equally often', () => {
    const values = draw(createRandom(1, 'u').uniform)
    expect(mean(values)).toBeCloseTo(0.5, 2)
    expect(deviation(values) ** 2).toBeCloseTo(1 / 12, 2)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    const tenths = Array.from({ length: 10 }, () => 0)
    for (const value of values) tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1
    const chiSquared = tenths.reduce((sum, count) => sum + (count - COUNT / 10) ** 2 / (COUNT / 10), 0)
    expect(chiSquared).toBeLessThan(27.9) // 9 degrees of freedom, p = 0.001
  })

  it('normal: mean 0, deviation 1, 95 % within 1.96', () => {
    const values = draw(createRandom(1, 'n').normal)
    expect(mean(values)).toBeCloseTo(0, 1)
    expect(deviation(values)).toBeCloseTo(1, 1)
    expect(values.filter((value) => Math.abs(value) < 1.96).length / COUNT).toBeCloseTo(0.95, 2)
    const lag = mean(values.slice(1).map((value, index) => value * (values[index] ?? 0)))
    expect(Math.abs(lag)).toBeLessThan(0.015)
  })

  it('log-normal: the mean asked for, and sigma as the deviation of the logarithms', () => {
    const random = createRandom(1, 'l')
    const values = draw(() => random.logNormal(20, 0.8))
    expect(mean(values) / 20).toBeCloseTo(1, 1)
    expect(deviation(values.map(Math.log))).toBeCloseTo(0.8, 2)
  })

  it('exponential: mean and deviation alike', () => {
    const random = createRandom(1, 'e')
    const values = draw(() => random.exponential(10))
    expect(mean(values) / 10).toBeCloseTo(1, 1)
    expect(deviation(values) / 10).toBeCloseTo(1, 1)
  })
})

describe('chooseExactly', () => {
  it.each([
    [0, 1000],
    [1, 1000],
    [137, 1000],
    [1000, 1000],
    [5, 3],
  ])('takes %i of %i', (chosen, total) => {
    const next = chooseExactly(chosen, total, createRandom(9, 'pick'))
    const taken = Array.from({ length: total }, next).filter(Boolean)
    expect(taken).toHaveLength(Math.min(chosen, total))
  })

  it('takes each place equally often', () => {
    const random = createRandom(3, 'pick')
    const taken = Array.from({ length: 10 }, () => 0)
    for (let round = 0; round < 10_000; round++) {
      const next = chooseExactly(3, 10, random)
      for (let place = 0; place < 10; place++) if (next()) taken[place] = (taken[place] ?? 0) + 1
    }
    for (const count of taken) expect(Math.abs(count / 10_000 - 0.3)).toBeLessThan(0.02)
  })
})
