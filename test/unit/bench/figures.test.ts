import { describe, expect, it } from 'vitest'
import { median, percentile, readable, spread } from '../../bench/figures.ts'

describe('figures of a bench', () => {
  it('median: the middle value, whatever the order; of an even number the mean of two', () => {
    expect(median([9, 1, 10])).toBe(9)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBeNaN()
  })

  it('percentile: by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)
    expect(percentile(hundred, 0.99)).toBe(99)
    expect(percentile(hundred, 0.5)).toBe(50)
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile([], 0.99)).toBeNaN()
  })

  it('readable: four digits, thousands apart', () => {
    expect([1_234_567, 12_345, 999.94, 56.789, 0.012345, 0, NaN].map(readable)).toEqual([
      '1 235 000',
      '12 350',
      '999.9',
      '56.79',
      '0.01235',
      '0',
      '-',
    ])
  })

  it('spread: the median between the least and the most', () => {
    expect(spread([3, 1, 2])).toBe('2 (1 to 3)')
    expect(spread([3])).toBe('3')
  })
})
