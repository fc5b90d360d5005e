import { expect } from 'vitest'
import { CancelledError, InvalidStateError, TimeoutError } from '#engine/contract/errors.js'
import { Future, type FutureState } from '#engine/executors/index.js'
import { ManualClock } from './support/clock.ts'
import { conform } from './support/conform.ts'
import { warningsDuring } from './support/warnings.ts'

/** A fresh future in each state a future can be in. */
function futures(clock = new ManualClock()) {
  const make = (prepare: (future: Future<number>) => void): Future<number> => {
    const future = new Future<number>(null, clock)
    prepare(future)
    return future
  }
  return {
    pending: make(() => undefined),
    running: make((future) => future.setRunning()),
    cancelled: make((future) => future.cancel()),
    failed: make((future) => future.setException(new Error('broken'))),
    successful: make((future) => future.setResult(42)),
  }
}

conform(1, () => {
  const { pending, running, cancelled, failed, successful } = futures()
  const tries: [Future<number>, boolean, FutureState][] = [
    [pending, true, 'cancelled'],
    [running, false, 'running'],
    [cancelled, true, 'cancelled'],
    [failed, false, 'finished'],
    [successful, false, 'finished'],
  ]
  for (const [future, answer, state] of tries) {
    expect(future.cancel()).toBe(answer)
    expect(future.state).toBe(state)
  }
})

const predicates = (ask: (future: Future<number>) => boolean) =>
  Object.entries(futures())
    .filter(([, future]) => ask(future))
    .map(([state]) => state)

conform(2, () => {
  expect(predicates((future) => future.cancelled())).toEqual(['cancelled'])
})

conform(3, () => {
  expect(predicates((future) => future.done())).toEqual(['cancelled', 'failed', 'successful'])
})

conform(4, () => {
  expect(predicates((future) => future.running())).toEqual(['running'])
})

conform(5, async () => {
  const clock = new ManualClock()
  const { pending, running, cancelled, failed, successful } = futures(clock)
  const waits = Promise.allSettled([pending.result(0), running.result(0)])
  await clock.advance(0)
  for (const wait of await waits) expect(wait).toMatchObject({ reason: expect.any(TimeoutError) })
  await expect(cancelled.result(0)).rejects.toBeInstanceOf(CancelledError)
  await expect(failed.result(0)).rejects.toThrow('broken')
  await expect(successful.result(0)).resolves.toBe(42)
  expect(pending.state).toBe('pending')
  expect(running.state).toBe('running')
  expect(clock.timers).toBe(0)
})

conform(6, async () => {
  const clock = new ManualClock()
  const { pending, running, cancelled, failed, successful } = futures(clock)
  const waits = Promise.allSettled([pending.exception(0), running.exception(0)])
  await clock.advance(0)
  for (const wait of await waits) expect(wait).toMatchObject({ reason: expect.any(TimeoutError) })
  await expect(cancelled.exception(0)).rejects.toBeInstanceOf(CancelledError)
  await expect(failed.exception(0)).resolves.toMatchObject({ message: 'broken' })
  await expect(successful.exception(0)).resolves.toBeNull()
})

conform(7, async () => {
  const clock = new ManualClock()
  const future = new Future<number>(null, clock)
  const [patient, timed] = [future.result(), future.result(5000)]
  const both = Promise.allSettled([patient, timed])
  expect(future.cancel()).toBe(true)
  for (const wait of await both) expect(wait).toMatchObject({ reason: expect.any(CancelledError) })
  expect(clock.timers).toBe(0)
})

conform(8, async () => {
  const future = new Future<number>()
  future.setResult(1)
  expect(() => future.setResult(2)).toThrow(InvalidStateError)
  expect(() => future.setException(new Error('late'))).toThrow(InvalidStateError)
  expect(future.done()).toBe(true)
  await expect(future.result()).resolves.toBe(1)
})

conform(9, async () => {
  const future = new Future<number>()
  const first = new Error('first')
  future.setException(first)
  expect(() => future.setException(new Error('second'))).toThrow(InvalidStateError)
  expect(() => future.setResult(1)).toThrow(InvalidStateError)
  await expect(future.exception()).resolves.toBe(first)
})

conform(10, async () => {
  const future = new Future<number>()
  const called: string[] = []
  future.addDoneCallback(() => {
    called.push('first')
    throw new Error('a callback that is broken')
  })
  future.addDoneCallback(() => {
    called.push('second')
    throw new Error('another')
  })
  future.addDoneCallback(() => called.push('third'))
  const warnings = await warningsDuring(() => future.setResult(5))
  expect(called).toEqual(['first', 'second', 'third'])
  expect(warnings).toHaveLength(2)
  expect(warnings[0]).toContain('a callback that is broken')
  await expect(future.result()).resolves.toBe(5)
})

conform(11, () => {
  const { successful } = futures()
  const called: Future<number>[] = []
  successful.addDoneCallback((future) => called.push(future))
  expect(called).toEqual([successful])
})

conform(12, () => {
  const future = new Future<number>()
  const called: boolean[] = []
  future.addDoneCallback((self) => called.push(self.cancelled()))
  expect(future.cancel()).toBe(true)
  expect(called).toEqual([true])
  expect(future.cancel()).toBe(true)
  expect(called).toHaveLength(1)
})
