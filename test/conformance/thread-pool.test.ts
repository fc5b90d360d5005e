import { availableParallelism } from 'node:os'
import { expect } from 'vitest'
import { TimeoutError } from '#engine/contract/errors.js'
import { ManualClock } from './support/clock.ts'
import { conform } from './support/conform.ts'
import { Gate } from './support/gate.ts'
import { hold, square } from './support/tasks.ts'

conform(36, async (open) => {
  const most = Math.min(32, availableParallelism() + 4)
  const gate = new Gate()
  const pool = open()
  for (let index = 0; index <= most; index++) pool.submit(hold, gate.holds(index))
  await gate.started(most)
  expect(pool.workerCount).toBe(most)
  expect(pool.queueDepth).toBe(1)
})

conform(37, async (open) => {
  const gate = new Gate()
  const pool = open({ maxWorkers: 4 })
  const futures = Array.from({ length: 60 }, (_, index) => pool.submit(hold, gate.holds(index)))
  await gate.started(4)
  expect(pool.workerCount).toBe(4)
  expect(pool.queueDepth).toBe(56)
  gate.open()
  expect(await Promise.all(futures.map((future) => future.result()))).toEqual(futures.map((_, index) => index))
  expect(pool.workerCount).toBe(4)
})

conform(38, async (open) => {
  const [inTurn, atOnce, gate] = [open({ maxWorkers: 16 }), open({ maxWorkers: 16 }), new Gate()]
  for (let index = 0; index < 3; index++) await inTurn.run(square, index)
  expect(inTurn.workerCount).toBe(1)
  for (let index = 0; index < 3; index++) atOnce.submit(hold, gate.holds(index))
  await gate.started(3)
  expect(atOnce.workerCount).toBe(3)
})

conform(39, async (open) => {
  const clock = new ManualClock()
  const gate = new Gate()
  const pool = open({ maxWorkers: 1, clock })
  const first = pool.submit(hold, gate.holds('first'))
  await gate.started(1)
  const results = pool.map(hold, [gate.holds('second'), gate.holds('third')], { timeoutMs: 0 })
  const failed = expect(results.next()).rejects.toBeInstanceOf(TimeoutError)
  await clock.advance(0)
  await failed
  gate.open()
  await first.result()
  await pool.shutdown()
  expect(gate.log()).toEqual(['start first', 'stop first'])
})
