import { expect } from 'vitest'
import { TimeoutError } from '#engine/contract/errors.js'
import { ManualClock } from './support/clock.ts'
import { collect } from './support/collect.ts'
import { conform } from './support/conform.ts'
import { Gate } from './support/gate.ts'
import { divide, hold, square } from './support/tasks.ts'

function* countFrom(first: number): Generator<number, never> {
  for (let number = first; ; number++) yield number
}

conform(13, async (open) => {
  const pool = open({ maxWorkers: 2 })
  const inputs = Array.from({ length: 10 }, (_, index) => index)
  const outputs = await collect(pool.map(square, inputs))
  expect(outputs).toEqual(inputs.map((input) => input * input))
})

conform(14, async (open) => {
  const results = open({ maxWorkers: 2 }).map(divide, [3, 2, 0, 1].map((divisor) => [6, divisor] as const))
  expect(await results.next()).toEqual({ done: false, value: 2 })
  expect(await results.next()).toEqual({ done: false, value: 3 })
  await expect(results.next()).rejects.toThrow('cannot divide by 0')
  expect(await results.next()).toEqual({ done: true, value: undefined })
})

conform(15, async (open) => {
  const clock = new ManualClock()
  const [shut, passing] = [new Gate(), new Gate()]
  passing.open()
  const inputs = [passing.holds(0), passing.holds(1), shut.holds(2)]
  const results = open({ maxWorkers: 2, clock }).map(hold, inputs, { timeoutMs: 5000 })
  const taken = [(await results.next()).value, (await results.next()).value]
  const third = results.next()
  const failed = expect(third).rejects.toThrow(new TimeoutError('map: no result within 5000 ms'))
  await clock.advance(5000)
  await failed
  expect(taken).toEqual([0, 1])
  expect(await results.next()).toEqual({ done: true, value: undefined })
})

conform(16, async (open) => {
  const results = open({ maxWorkers: 2 }).map(square, countFrom(0), { bufferSize: 2 })
  const taken: number[] = []
  for await (const result of results) {
    taken.push(result)
    if (taken.length === 4) break
  }
  expect(taken).toEqual([0, 1, 4, 9])
})

conform(17, async (open) => {
  const numbers = countFrom(0)
  const results = open({ maxWorkers: 2 }).map(square, numbers, { bufferSize: 4 })
  expect(numbers.next().value).toBe(4)
  expect((await results.next()).value).toBe(0)
  expect(numbers.next().value).toBe(6) // one was taken, so one more was read: 5
  await results.return?.()
})

conform(18, async (open) => {
  const gate = new Gate()
  const pool = open({ maxWorkers: 1 })
  const running = pool.submit(hold, gate.holds('first'))
  await gate.started(1)
  const results = pool.map(hold, [gate.holds('second'), gate.holds('third')])
  await results.return?.()
  expect(await results.next()).toEqual({ done: true, value: undefined })
  gate.open()
  await running.result()
  await pool.shutdown()
  expect(gate.log()).toEqual(['start first', 'stop first'])
})

conform(19, (open) => {
  for (const maxWorkers of [0, -1]) expect(() => open({ maxWorkers })).toThrow(RangeError)
})

conform(20, async (open) => {
  const pool = open({ maxWorkers: 3 })
  const futures = [1, 2, 3, 4].map((number) => pool.submit(square, number))
  await pool.shutdown()
  expect(futures.every((future) => future.done())).toBe(true)
  expect(await Promise.all(futures.map((future) => future.result()))).toEqual([1, 4, 9, 16])
  expect(pool.workerCount).toBe(0)
})
