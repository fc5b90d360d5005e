import { expect, test } from 'vitest'
import { OUTCOMES } from '../../../workloads/contract/index.ts'
import { BINS, TapeBins } from '../../../renderer/panels/replay/tape-bins.ts'

/** A table whose rows ended at these times; `dropped` rows were lost at its front. */
const table = (endedMs: readonly number[], dropped = 0, bad: readonly number[] = []) => {
  const zeros = new Float64Array(endedMs.length)
  return {
    length: endedMs.length,
    dropped,
    columns: {
      submittedMs: zeros,
      dispatchedMs: zeros,
      startedMs: zeros,
      finishedMs: zeros,
      receivedMs: Float64Array.from(endedMs),
      id: zeros,
      worker: zeros,
      kind: zeros,
      rank: zeros,
      outcome: Uint8Array.from(endedMs, (_, at) => (bad.includes(at) ? 1 : 0)),
    },
  }
}

const total = (bins: ArrayLike<number>): number => Array.from(bins).reduce((sum, count) => sum + count, 0)

test('each ended task is counted once, however often the tape looks', () => {
  const bins = new TapeBins()
  bins.update(1, table([1, 2, 40]), 50)
  bins.update(1, table([1, 2, 40]), 60)
  bins.update(1, table([1, 2, 40, 55], 0, [3]), 60)
  expect(total(bins.ended)).toBe(4)
  expect(total(bins.bad)).toBe(1)
  expect(bins.ended[0]).toBe(2)
})

test('a run that outgrows the tape makes bars wider and loses none', () => {
  const bins = new TapeBins()
  const first = bins.extentMs
  bins.update(1, table([1, first - 1]), first - 1)
  bins.update(1, table([1, first - 1, first * 3]), first * 3)
  expect(bins.extentMs).toBe(first * 4)
  expect(total(bins.ended)).toBe(3)
  expect(bins.ended[BINS / 4 - 1]).toBe(1)
  expect(bins.ended[(BINS * 3) / 4]).toBe(1)
})

test('rows that the table gave up were counted before', () => {
  const bins = new TapeBins()
  bins.update(1, table([1, 2, 3]), 5)
  bins.update(1, table([3, 4, 5], 2), 5)
  bins.update(1, table([4, 5, 6], 3), 6)
  expect(total(bins.ended)).toBe(6)
})

test('a new run starts an empty tape', () => {
  const bins = new TapeBins()
  bins.update(1, table([1, 90_000]), 90_000)
  bins.update(2, table([3]), 5)
  expect(total(bins.ended)).toBe(1)
  expect(bins.extentMs).toBe(new TapeBins().extentMs)
})

test('cancelled tasks ended, but did not go wrong', () => {
  const bins = new TapeBins()
  const cancelled = table([1, 2, 3])
  cancelled.columns.outcome.set([OUTCOMES.indexOf('cancelled'), OUTCOMES.indexOf('lost'), OUTCOMES.indexOf('ok')])
  bins.update(1, cancelled, 10)
  expect([total(bins.ended), total(bins.bad)]).toEqual([3, 1])
})
