import { describe, expect, it } from 'vitest'
import { listHeightPx, offsetAt, revealRow, rowsAt, rowsInView, scrollFor } from '../../../renderer/panels/tasks/row-window.ts'
import { placeAfterKey } from '../../../renderer/panels/tasks/task-keys.ts'

const FEW = { rows: 1000, rowPx: 25, viewPx: 500 }
/** Too high for browsers. */
const MANY = { rows: 1_000_000, rowPx: 25, viewPx: 500 }

describe('rows in view', () => {
  it('are those of the place, and some beyond its edges', () => {
    const { first, end, topPx } = rowsAt(FEW, 2500)
    expect(first).toBeGreaterThan(80)
    expect(first).toBeLessThan(100)
    expect(end).toBeGreaterThan(120)
    expect(topPx).toBe(first * 25)
  })

  it('end with the list', () => {
    expect(rowsAt(FEW, 0)).toMatchObject({ first: 0, topPx: 0 })
    expect(rowsAt(FEW, 24_500).end).toBe(1000)
    expect(rowsAt(FEW, 99_999)).toEqual(rowsAt(FEW, 24_500))
    expect(rowsAt({ ...FEW, rows: 0 }, 0)).toEqual({ first: 0, end: 0, topPx: 0 })
  })

  it('are reached from first to last in a list too high for browsers', () => {
    const heightPx = listHeightPx(MANY)
    expect(heightPx).toBeLessThanOrEqual(8_000_000)
    expect(rowsAt(MANY, 0).first).toBe(0)
    const last = rowsAt(MANY, heightPx - 500)
    expect(last.end).toBe(1_000_000)
    expect(last.topPx + (last.end - last.first) * 25).toBeCloseTo(heightPx, 3)
  })

  it.each([FEW, MANY])('are scrolled to where they are: %o', (list) => {
    for (const offsetPx of [0, 12_345, 24_000]) expect(offsetAt(list, scrollFor(list, offsetPx))).toBeCloseTo(offsetPx, 6)
  })
})

describe('a row that is to be seen', () => {
  it('is left alone where it is, else comes to the nearer edge, or from afar to the middle', () => {
    expect(revealRow(FEW, 105, 2500)).toBeNull()
    expect(revealRow(FEW, 99, 2500)).toBe(2475)
    expect(revealRow(FEW, 120, 2500)).toBe(2525)
    expect(revealRow(FEW, 500, 2500)).toBe(500.5 * 25 - 250)
  })

  it.each([0, 77_777, 999_999])('is in view then, row %i of a million', (at) => {
    const { first, end } = rowsAt(MANY, revealRow(MANY, at, 4_000_000) ?? NaN)
    expect(at).toBeGreaterThanOrEqual(first)
    expect(at).toBeLessThan(end)
  })
})

describe('keys', () => {
  const page = rowsInView(FEW)
  it.each<[string, number | null, number | null]>([
    ['ArrowDown', null, 0],
    ['ArrowUp', null, 999],
    ['ArrowDown', 999, 999],
    ['ArrowUp', 5, 4],
    ['PageDown', 5, 25],
    ['PageUp', 5, 0],
    ['Home', 5, 0],
    ['End', 5, 999],
    ['a', 5, null],
  ])('%s from row %s goes to %s', (key, from, to) => {
    expect(placeAfterKey(key, from, 1000, page)).toBe(to)
  })

  it('go nowhere in an empty table', () => expect(placeAfterKey('End', null, 0, page)).toBeNull())
})
