import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ring } from '#engine/telemetry/ring.js'

const SPEC = { value: 'u32', half: 'f64' } as const

function filled(capacity: number, rows: number) {
  const ring = new Ring(SPEC, capacity)
  for (let row = 0; row < rows; row++) {
    const i = ring.claim()
    ring.columns.value[i] = row
    ring.columns.half[i] = row / 2
  }
  return ring
}

describe('a ring', () => {
  it('keeps the newest rows and counts those it dropped', () => {
    expect(filled(8, 0)).toMatchObject({ rows: 0, firstRow: 0 })
    expect(filled(8, 8)).toMatchObject({ rows: 8, firstRow: 0 })
    expect(filled(8, 9)).toMatchObject({ rows: 9, firstRow: 1 })
    expect(filled(1, 5)).toMatchObject({ rows: 5, firstRow: 4 })
  })

  it('copies any rows that are still there, across its end too, and the copy stays as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.nat(100), fc.nat(), fc.nat(), (exponent, rows, a, b) => {
        const ring = filled(2 ** exponent, rows)
        const kept = rows - ring.firstRow
        const from = ring.firstRow + (a % (kept + 1))
        const to = from + (b % (rows - from + 1))
        const copy = ring.copy(from, to)
        for (let more = 0; more < 64; more++) ring.columns.value[ring.claim()] = 0xffff
        const expected = Array.from({ length: to - from }, (_, i) => from + i)
        expect(copy.length).toBe(expected.length)
        expect([...copy.columns.value]).toEqual(expected)
        expect([...copy.columns.half]).toEqual(expected.map((row) => row / 2))
      }),
    )
  })

  it.each([0, 3, -4])('has no capacity of %d', (capacity) => {
    expect(() => new Ring(SPEC, capacity)).toThrow(RangeError)
  })
})
