import { expect } from 'vitest'
import { TimeoutError } from '#engine/contract/errors.js'
import { asCompleted, Future } from '#engine/executors/index.js'
import { ManualClock } from './support/clock.ts'
import { collect } from './support/collect.ts'
import { conform } from './support/conform.ts'
import { Gate } from './support/gate.ts'
import { divide, hold, square } from './support/tasks.ts'

/** Futures that have ended in each way. */
function ended(): Future<number>[] {
  const [cancelled, failed, successful] = [new Future<number>(), new Future<number>(), new Future<number>()]
  cancelled.cancel()
  failed.setException(new Error('broken'))
  successful.setResult(42)
  return [cancelled, failed, successful]
}

conform(21, async (open) => {
  const pool = open({ maxWorkers: 2 })
  const futures = [...ended(), pool.submit(square, 3), pool.submit(divide, [1, 0])]
  const yielded = await collect(asCompleted(futures))
  expect(new Set(yielded)).toEqual(new Set(futures))
  expect(yielded.slice(0, 3)).toEqual(futures.slice(0, 3))
})

conform(22, async (open) => {
  const clock = new ManualClock()
  const gate = new Gate()
  const waiting: Future<unknown> = open({ maxWorkers: 1 }).submit(hold, gate.holds(0))
  const done: Future<unknown>[] = ended()
  const completed = asCompleted([waiting, ...done], { timeoutMs: 5000, clock })
  const yielded: Future<unknown>[] = []
  const all = (async () => {
    for await (const future of completed) yielded.push(future)
  })()
  const failed = expect(all).rejects.toBeInstanceOf(TimeoutError)
  await clock.advance(5000)
  await failed
  expect(yielded).toEqual(done)
  expect(waiting.done()).toBe(false)
  expect(await completed.next()).toEqual({ done: true, value: undefined })
})

conform(23, async (open) => {
  const future = open({ maxWorkers: 1 }).submit(square, 2)
  expect(await collect(asCompleted([future, future, future]))).toEqual([future])
})

conform(24, async () => {
  const clock = new ManualClock()
  const futures = [new Future<number>(), new Future<number>(), ...ended().slice(0, 2)]
  const all = collect(asCompleted(futures, { timeoutMs: 100, clock }))
  const failed = expect(all).rejects.toThrow(new TimeoutError('2 (of 4) futures unfinished'))
  await clock.advance(99)
  await clock.advance(1)
  await failed
  expect(clock.timers).toBe(0)
})
