import { expect } from 'vitest'
import { BrokenPoolError } from '#engine/contract/errors.js'
import { conform } from './support/conform.ts'
import { Gate } from './support/gate.ts'
import { failToInitialize, hold, initialize, readStatus, square } from './support/tasks.ts'

conform(46, async (open, subject) => {
  const gate = new Gate()
  const workers = subject === 'event loop' ? 1 : 2
  const pool = open({ maxWorkers: workers, initializer: initialize('set up') })
  const held = Array.from({ length: workers }, (_, index) => pool.submit(hold, gate.holds(index)))
  await gate.started(workers)
  const read = Array.from({ length: 4 }, () => pool.submit(readStatus))
  gate.open()
  await Promise.all(held.map((future) => future.result()))
  expect(await Promise.all(read.map((future) => future.result()))).toEqual(Array(4).fill('set up'))
})

conform(47, async (open) => {
  const pool = open({ maxWorkers: 2, initializer: failToInitialize })
  const futures = [1, 2, 3].map((number) => pool.submit(square, number))
  for (const future of futures) await expect(future.result()).rejects.toBeInstanceOf(BrokenPoolError)
  expect(futures[0]?.error?.cause).toMatchObject({ message: 'no initialization today' })
  expect(() => pool.submit(square, 2)).toThrow(BrokenPoolError)
  await pool.shutdown()
  expect(pool.workerCount).toBe(0)
})
