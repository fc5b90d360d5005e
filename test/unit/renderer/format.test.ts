import { describe, expect, it } from 'vitest'
import * as format from '../../../renderer/charts/format.ts'

describe('numbers for people', () => {
  it.each([
    [0, '0 ms'],
    [0.0042, '4.20 µs'],
    [0.0996, '0.10 ms'],
    [0.31, '0.31 ms'],
    [9.996, '10.0 ms'],
    [38.23, '38.2 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [2914, '2.91 s'],
    [99_940, '99.9 s'],
    [99_960, '1:40 min'],
    [245_000, '4:05 min'],
    [7_380_000, '2:03 h'],
    [-38.2, '-38.2 ms'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('%s ms is %s', (ms, text) => expect(format.formatDuration(ms)).toBe(text))

  it.each([
    [0, '0'],
    [999, '999'],
    [1234, '1,234'],
    [1_048_576, '1,048,576'],
    [null, '–'],
  ])('the count %s is %s', (count, text) => expect(format.formatCount(count)).toBe(text))

  it.each([
    [0, '0'],
    [1500, '1,500'],
    [10_000, '10k'],
    [12_500, '12.5k'],
    [1_200_000, '1.2M'],
    [-25_000, '-25k'],
  ])('on an axis the count %s is %s', (count, text) => expect(format.formatCountShort(count)).toBe(text))

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.50 kB'],
    [21_400_000, '21.4 MB'],
    [999_600, '1.00 MB'],
    [3_210_000_000, '3.21 GB'],
  ])('%s bytes are %s', (bytes, text) => expect(format.formatBytes(bytes)).toBe(text))

  it.each([
    [0.114, '11.4 %'],
    [0, '0 %'],
    [1, '100 %'],
    [0.00042, '0.04 %'],
    [null, '–'],
  ])('the share %s is %s', (share, text) => expect(format.formatShare(share)).toBe(text))

  it.each([
    [181.3, '181 /s'],
    [12.44, '12.4 /s'],
    [100_000, '100,000 /s'],
  ])('the rate %s is %s', (rate, text) => expect(format.formatRate(rate)).toBe(text))
})
