import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DepthSeries } from '#engine/telemetry/depth-series.js'

interface Row {
  atMs: number
  depth: number
}

function rowsOf(series: DepthSeries): Row[] {
  const { ring } = series
  const { columns, length } = ring.copy(ring.firstRow, ring.rows)
  return Array.from({ length }, (_, i) => ({ atMs: columns.atMs[i] ?? -1, depth: columns.depth[i] ?? -1 }))
}

/** Depths at times that never go back, some of them within a step of the series, some far apart. */
const steps = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3, noNaN: true }))
const changes = fc
  .array(fc.record({ stepMs: steps, depth: fc.nat(9), read: fc.boolean() }))
  .map((list) => {
    let atMs = 0
    return list.map(({ stepMs, depth, read }) => ({ atMs: (atMs += stepMs), depth, read }))
  })

describe('the depth series', () => {
  it('keeps each change when they are further apart than its resolution', () => {
    const series = new DepthSeries()
    for (const [atMs, depth] of [[0, 1], [2, 5], [4, 0]] as const) series.set(depth, atMs)
    series.flush()
    expect(rowsOf(series)).toEqual([{ atMs: 0, depth: 1 }, { atMs: 2, depth: 5 }, { atMs: 4, depth: 0 }])
  })

  it('merges a burst to its peak and its end', () => {
    const series = new DepthSeries()
    for (let n = 1; n <= 10_000; n++) series.set(n, 5 + n / 100_000)
    for (let n = 9_999; n >= 0; n--) series.set(n, 5.5)
    series.flush()
    expect(rowsOf(series)).toEqual([{ atMs: 5.00001, depth: 10_000 }, { atMs: 5.00001, depth: 0 }])
    expect(series.max).toBe(10_000)
  })

  it('loses no peak, ends at the present depth, never goes back in time, and is right but for its resolution', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const series = new DepthSeries()
        for (const { atMs, depth, read } of list) {
          series.set(depth, atMs)
          if (read) series.flush() // a reader looks: nothing is lost or doubled by that
        }
        series.flush()
        const rows = rowsOf(series)
        const last = list.at(-1)
        expect(series.max).toBe(Math.max(0, ...list.map(({ depth }) => depth)))
        expect(Math.max(0, ...rows.map(({ depth }) => depth))).toBe(series.max)
        expect(rows.at(-1)?.depth).toBe(last?.depth)
        expect(rows.map(({ atMs }) => atMs)).toEqual(rows.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
        for (const { atMs, depth } of rows) {
          const told = list.filter((change) => change.atMs >= atMs && change.atMs < atMs + 1)
          expect(told.map((change) => change.depth)).toContain(depth)
        }
      }),
    )
  })
})
