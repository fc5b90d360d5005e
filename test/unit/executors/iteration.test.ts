import { describe, expect, it } from 'vitest'
import { QueueFullError, TimeoutError } from '#engine/contract/errors.js'
import { asCompleted, Future, wait } from '#engine/executors/index.js'
import { ManualClock } from '../../conformance/support/clock.ts'
import { Gate } from '../../conformance/support/gate.ts'
import { openExecutor } from '../../conformance/support/open.ts'
import { hold, square } from '../../conformance/support/tasks.ts'

describe('map', () => {
  it('gives each result once to callers that do not wait for each other', async () => {
    const results = openExecutor('thread pool', { maxWorkers: 2 }).map(square, [1, 2, 3])
    const taken = await Promise.all([results.next(), results.next(), results.next(), results.next()])
    expect(taken.map(({ value }) => value)).toEqual([1, 4, 9, undefined])
  })

  it('takes back what it has submitted when a submission fails', async () => {
    const gate = new Gate()
    const pool = openExecutor('thread pool', { maxWorkers: 1, maxQueue: 2 })
    const running = pool.submit(hold, gate.holds('running'))
    await gate.started(1)
    const inputs = ['a', 'b', 'c'].map((value) => gate.holds(value))
    expect(() => pool.map(hold, inputs)).toThrow(QueueFullError)
    expect(pool.queueDepth).toBe(0)
    gate.open()
    await running.result()
    await pool.shutdown()
    expect(gate.log()).toEqual(['start running', 'stop running'])
  })

  it('closes its source when it is closed', async () => {
    let closed = false
    function* source(): Generator<number> {
      try {
        for (let number = 0; ; number++) yield number
      } finally {
        closed = true
      }
    }
    const results = openExecutor('event loop').map(square, source(), { bufferSize: 2 })
    expect((await results.next()).value).toBe(0)
    await results.return?.()
    expect(closed).toBe(true)
  })

  it('refuses a bufferSize below 1', () => {
    const pool = openExecutor('thread pool')
    for (const bufferSize of [0, -1, 1.5]) expect(() => pool.map(square, [1], { bufferSize })).toThrow(RangeError)
  })
})

describe('asCompleted', () => {
  it('ends for callers that still wait when it is closed', async () => {
    const completed = asCompleted([new Future<number>()])
    const [first, second] = [completed.next(), completed.next()]
    await completed.return?.()
    expect(await first).toEqual({ done: true, value: undefined })
    expect(await second).toEqual({ done: true, value: undefined })
  })

  it('is exhausted after its timeout', async () => {
    const clock = new ManualClock()
    const completed = asCompleted([new Future<number>()], { timeoutMs: 10, clock })
    const first = expect(completed.next()).rejects.toBeInstanceOf(TimeoutError)
    await clock.advance(10)
    await first
    expect(await completed.next()).toEqual({ done: true, value: undefined })
  })
})

it('waits that are given up leave no timer and no callback', async () => {
  const clock = new ManualClock()
  const [done, open] = [new Future<number>(null, clock), new Future<number>(null, clock)]
  const waiting = wait([done, open], { returnWhen: 'FIRST_COMPLETED', timeoutMs: 1000, clock })
  const result = expect(open.result(500)).rejects.toBeInstanceOf(TimeoutError)
  done.setResult(1)
  expect((await waiting).done).toEqual(new Set([done]))
  await clock.advance(500)
  await result
  expect(clock.timers).toBe(0)
})
