import { expect } from 'vitest'
import { BrokenPoolError, NotCloneableError } from '#engine/contract/errors.js'
import { collect } from './support/collect.ts'
import { conform } from './support/conform.ts'
import { crashWith, echo, functionAsResult, square } from './support/tasks.ts'

conform(48, async (open) => {
  const pool = open({ maxWorkers: 1 })
  const futures = [pool.submit(echo, 1), pool.submit(echo, () => 2), pool.submit(echo, 3)]
  await expect(futures[1]?.result()).rejects.toBeInstanceOf(NotCloneableError)
  expect(await Promise.all([futures[0]?.result(), futures[2]?.result()])).toEqual([1, 3])
  await expect(pool.run(functionAsResult)).rejects.toBeInstanceOf(NotCloneableError)
  await expect(pool.run(square, 4)).resolves.toBe(16)
  await pool.shutdown()
})

conform(49, async (open) => {
  const pool = open({ maxWorkers: 2, onWorkerLost: 'break' })
  const big = 'a'.repeat(4 * 1024 * 1024) // far more than a pipe holds
  await expect(collect(pool.map(crashWith, Array<string>(10).fill(big)))).rejects.toBeInstanceOf(BrokenPoolError)
  await pool.shutdown()
  expect(pool.workerCount).toBe(0)
})
