import { expect } from 'vitest'
import { BrokenPoolError, CancelledError, WorkerLostError } from '#engine/contract/errors.js'
import { collect } from './support/collect.ts'
import { conform } from './support/conform.ts'
import { Gate } from './support/gate.ts'
import { isAlive } from './support/processes.ts'
import { divide, hold, holdBusy, killItself, square, whoAmI } from './support/tasks.ts'

conform(40, async (open) => {
  const gate = new Gate()
  const pool = open({ maxWorkers: 2, onWorkerLost: 'break' })
  const running = pool.submit(hold, gate.holds(0))
  await gate.started(1)
  const futures = [running, pool.submit(killItself), ...[1, 2, 3].map((number) => pool.submit(square, number))]
  for (const future of futures) await expect(future.result()).rejects.toBeInstanceOf(BrokenPoolError)
  expect(() => pool.submit(square, 2)).toThrow(BrokenPoolError)
  await pool.shutdown()

  // By default only what ran in the process is lost.
  const lasting = open({ maxWorkers: 2 })
  const [lost, other] = [lasting.submit(killItself), lasting.submit(square, 3)]
  await expect(lost.result()).rejects.toBeInstanceOf(WorkerLostError)
  await expect(other.result()).resolves.toBe(9)
  await expect(lasting.run(square, 4)).resolves.toBe(16)
})

conform(41, async (open) => {
  const pool = open({ maxWorkers: 2 })
  const inputs = Array.from({ length: 12 }, (_, index) => index)
  const squares = inputs.map((input) => input * input)
  for (const chunkSize of [6, 50, 12, 5]) expect(await collect(pool.map(square, inputs, { chunkSize }))).toEqual(squares)
  for (const chunkSize of [0, -1]) expect(() => pool.map(square, inputs, { chunkSize })).toThrow(RangeError)
})

conform(42, async (open) => {
  const error = await open({ maxWorkers: 1 }).submit(divide, [1, 0]).exception()
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'NoDivisor', message: 'cannot divide by 0', code: 'ERR_NO_DIVISOR' })
  expect(error?.stack).toContain('tasks.mjs')
  expect(error?.cause).toMatchObject({ name: 'TypeError', message: 'the divisor is 0' })
})

conform(43, async (open) => {
  const pool = open({ maxWorkers: 1, maxTasksPerWorker: 3 })
  const pids: number[] = []
  for (let index = 0; index < 7; index++) pids.push((await pool.run(whoAmI)).pid)
  expect(new Set(pids.slice(0, 3)).size).toBe(1)
  expect(new Set(pids.slice(3, 6)).size).toBe(1)
  expect(new Set(pids).size).toBe(3)
})

conform(44, async (open) => {
  const pool = open({ maxWorkers: 1, maxTasksPerWorker: 1 })
  const futures = [1, 2, 3, 4].map((number) => pool.submit(square, number))
  expect(await Promise.all(futures.map((future) => future.result()))).toEqual([1, 4, 9, 16])

  // One worker is one worker: the next task waits for the one whose worker has no more to get.
  const gate = new Gate()
  const [first, second] = [pool.submit(hold, gate.holds('first')), pool.submit(hold, gate.holds('second'))]
  await gate.started(1)
  expect(second.state).toBe('pending')
  gate.open()
  await Promise.all([first.result(), second.result()])
  expect(gate.log()).toEqual(['start first', 'stop first', 'start second', 'stop second'])
})

conform(45, async (open) => {
  for (const end of ['terminateWorkers', 'killWorkers'] as const) {
    const gate = new Gate()
    const pool = open({ maxWorkers: 1 })
    const { pid } = await pool.run(whoAmI)
    const [running, waiting] = [pool.submit(holdBusy, gate.holds('first')), pool.submit(holdBusy, gate.holds('second'))]
    await gate.started(1)
    await pool[end]()
    expect(isAlive(pid)).toBe(pid === process.pid)
    expect(pool.workerCount).toBe(0)
    gate.open()
    for (const future of [running, waiting]) await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
    expect(gate.log()).toEqual(['start first'])
  }
})
