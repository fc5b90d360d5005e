import { describe, expect, it } from 'vitest'
import { CoverageBins, type Inks } from '../../../renderer/charts/coverage-bins.ts'

describe('bars counted into coverage', () => {
  const INKS = { colors: [1, 2, 3], flag: 255 }
  const cellsOf = (pixels: Uint32Array) => Array.from(pixels, (pixel) => [pixel & 0xff, pixel >>> 24])
  const pixels = (bins: CoverageBins, columns: number, fromMs: number, toMs: number, inks: Inks = INKS) => {
    const painted = new Uint32Array(columns * bins.rows)
    bins.paint(painted, { columns, fromMs, eachMs: (toMs - fromMs) / columns, from: 0 }, inks)
    return cellsOf(painted)
  }
  const opacities = (...given: Parameters<typeof pixels>) => pixels(...given).map(([, alpha]) => alpha)

  it('is opaque where bars cover all, nothing where there are none', () => {
    const bins = new CoverageBins(2, 4, 0, 10)
    bins.add(0, 0, 20, 1, 0, false)
    for (let i = 0; i < 10; i++) bins.add(1, 30 + i, 30.5 + i, 1, 0, false)
    const [a, b, c, d, , , , h] = opacities(bins, 4, 0, 40)
    expect([a, b, c, d]).toEqual([255, 255, 0, 0])
    expect(h).toBeGreaterThan(100)
    expect(h).toBeLessThan(255)
  })

  it('gives any part of the time, in fewer pixels than bins', () => {
    const bins = new CoverageBins(1, 8, 0, 10)
    bins.add(0, 20, 40, 1, 0, false)
    expect(opacities(bins, 2, 20, 60)).toEqual([255, 0])
    expect(opacities(bins, 4, -40, 40)).toEqual([0, 0, 0, 255])
  })

  it('keeps all when the run outgrows the bins', () => {
    const bins = new CoverageBins(1, 4, 0, 10)
    bins.add(0, 0, 10, 1, 0, false)
    bins.add(0, 30, 40, 1, 1, false)
    bins.reach(80)
    expect(bins.binMs).toBe(20)
    bins.add(0, 60, 80, 1, 2, false)
    const cells = pixels(bins, 4, 0, 80)
    expect(cells.map(([red]) => red)).toEqual([1, 2, 0, 3])
    expect(cells[0]?.[1]).toBeLessThan(255)
    expect(cells[3]?.[1]).toBe(255)
  })

  it('has the colour of most of what is there, but of what is flagged always', () => {
    const bins = new CoverageBins(1, 2, 0, 10)
    bins.add(0, 0, 2, 1, 0, false)
    bins.add(0, 2, 7, 1, 2, false)
    bins.add(0, 7, 9, 1, 0, false)
    bins.add(0, 10, 19, 1, 0, false)
    bins.add(0, 19, 19.5, 1, 1, true)
    bins.add(0, 19.5, 20, 1, 2, false)
    expect(pixels(bins, 2, 0, 20).map(([red]) => red)).toEqual([3, 255])
    expect(pixels(bins, 2, 0, 20, { ...INKS, flag: null }).map(([red]) => red)).toEqual([3, 2])
  })

  it('says from when on it changed, and paints from there on as it paints all', () => {
    const bins = new CoverageBins(2, 8, 0, 10)
    bins.add(0, 0, 20, 1, 0, false)
    const part = { columns: 4, fromMs: 0, eachMs: 20 }
    expect(bins.takeChangedMs()).toBe(0)
    expect(bins.takeChangedMs()).toBe(Infinity)
    const followed = new Uint32Array(8)
    bins.paint(followed, { ...part, from: 0 }, INKS)
    bins.add(1, 45, 62, 1, 2, false)
    expect(bins.takeChangedMs()).toBe(40)
    bins.paint(followed, { ...part, from: 2 }, INKS)
    expect(cellsOf(followed)).toEqual(pixels(bins, 4, 0, 80))
    bins.reach(100)
    expect(bins.takeChangedMs()).toBe(0)
  })
})
