import { countInversions, displacements, InversionCounter, submissionRanks } from '#engine/analysis/index.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** The definition, in O(n^2). */
function naive(values: readonly number[]): number {
  let count = 0
  values.forEach((late, j) => {
    for (let i = 0; i < j; i++) if ((values[i] ?? 0) > late) count++
  })
  return count
}

const permutation = fc
  .integer({ min: 0, max: 300 })
  .chain((n) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n }))
/** Order of completion in a pool: ids in about the order of submission. */
const nearlySorted = fc
  .tuple(fc.array(fc.nat(50), { minLength: 300, maxLength: 500, size: 'max' }), fc.constantFrom(1, 20))
  .map(([delays, spread]) =>
    delays
      .map((delay, id) => ({ id, at: id * spread + delay }))
      .sort((a, b) => a.at - b.at || a.id - b.id)
      .map(({ id }) => id),
  )

function counted(ids: readonly number[], counter = new InversionCounter()): InversionCounter {
  for (const id of ids) counter.add(id)
  return counter
}

describe('countInversions', () => {
  it('is 0 in order, n(n-1)/2 in reverse order', () => {
    expect(countInversions([0, 1, 2, 3])).toBe(0)
    expect(countInversions([3, 2, 1, 0])).toBe(6)
    expect(countInversions([])).toBe(0)
  })

  it('does not count equal values', () => expect(countInversions([1, 1, 1])).toBe(0))

  it('is the naive count, and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 300 }), (values) => {
        const ids = Uint32Array.from(values)
        expect(countInversions(ids)).toBe(naive(values))
        expect([...ids]).toEqual(values)
      }),
    )
  })

  it('counts half a million million in a reversed million', () => {
    const n = 1_000_000
    expect(countInversions(Uint32Array.from({ length: n }, (_, i) => n - i))).toBe((n * (n - 1)) / 2)
  })
})

describe('InversionCounter', () => {
  it('is the naive count for any order', () => {
    fc.assert(
      fc.property(permutation, (ids) => {
        expect(counted(ids).count).toBe(naive(ids))
      }),
    )
  })

  it('stays right while the tree slides and grows', () => {
    fc.assert(
      fc.property(nearlySorted, (ids) => {
        // A small bound, so that sliding happens within the test's few ids.
        const counter = counted(ids, new InversionCounter(128))
        expect(counter.exact).toBe(true)
        expect(counter.count).toBe(naive(ids))
      }),
    )
  })

  it('counts ids that leave gaps', () => {
    const ids = [5000, 3, 100_000, 7, 4000, 99_999]
    expect(counted(ids).count).toBe(naive(ids))
  })

  it('says so when a task is overtaken by more than it can hold, and never counts too many', () => {
    const late = [...Array(1000).keys()].map((i) => i + 1)
    const counter = counted([...late, 0], new InversionCounter(64))
    expect(counter.exact).toBe(false)
    expect(counter.count).toBeGreaterThan(0)
    expect(counter.count).toBeLessThanOrEqual(naive([...late, 0]))
  })
})

describe('completion order', () => {
  it('ranks are ids where nothing is missing, else dense', () => {
    expect([...submissionRanks([2, 0, 1])]).toEqual([2, 0, 1])
    expect([...submissionRanks([12, 10, 11])]).toEqual([2, 0, 1])
    expect([...submissionRanks([900, 5, 17])]).toEqual([2, 0, 1])
    expect([...submissionRanks([])]).toEqual([])
  })

  it('a task that ends before two earlier ones wins two places, they lose one each', () => {
    expect([...displacements([2, 0, 1])]).toEqual([2, -1, -1])
  })

  it('ranks are a permutation in the order of the ids, displacements sum to 0', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000), { maxLength: 100 }), (ids) => {
        const ranks = [...submissionRanks(ids)]
        const sorted = [...ids].sort((a, b) => a - b)
        expect(ranks).toEqual(ids.map((id) => sorted.indexOf(id)))
        expect(displacements(ids).reduce((sum, places) => sum + places, 0)).toBe(0)
        expect(countInversions(ranks)).toBe(countInversions(ids))
      }),
    )
  })
})
