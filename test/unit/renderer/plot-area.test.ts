import { describe, expect, it } from 'vitest'
import { placeIn } from '../../../renderer/charts/plot-area.ts'

const AREA = { left: 46, top: 10, width: 500, height: 200 }
const HOME = { left: 100, top: 50 }

describe('the place of an event in a plot', () => {
  it('is told in pixels of the plot', () => {
    expect(placeIn(AREA, { clientX: 100 + 46 + 250, clientY: 50 + 10 + 20 }, HOME, 1)).toEqual([250, 20])
  })

  it('is the same place on a stage that is zoomed', () => {
    expect(placeIn(AREA, { clientX: 100 + (46 + 250) * 3, clientY: 50 + (10 + 20) * 3 }, HOME, 3)).toEqual([250, 20])
  })

  it.each([
    ['left of it', 100 + 45 * 2, 120],
    ['right of it', 100 + 547 * 2, 120],
    ['above it', 300, 50 + 9 * 2],
    ['below it', 300, 50 + 211 * 2],
  ])('is none %s', (_, clientX, clientY) => {
    expect(placeIn(AREA, { clientX, clientY }, HOME, 2)).toBeNull()
  })
})
