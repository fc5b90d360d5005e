import { Session } from 'node:inspector'
import { expect } from 'vitest'
import { InvalidStateError } from '#engine/contract/errors.js'
import { asCompleted } from '#engine/executors/index.js'
import { collect } from './support/collect.ts'
import { conform } from './support/conform.ts'
import { Gate, until } from './support/gate.ts'
import { isAlive } from './support/processes.ts'
import { hold, square, whoAmI } from './support/tasks.ts'
import { observed } from './support/workers.ts'

conform(30, async (open) => {
  const pool = open({ maxWorkers: 1 })
  await pool.run(square, 2)
  const ended = pool.shutdown()
  expect(() => pool.submit(square, 2)).toThrow(InvalidStateError)
  await ended
  expect(() => pool.submit(square, 2)).toThrow(InvalidStateError)
})

conform(31, async (open) => {
  const gate = new Gate()
  const pool = open({ maxWorkers: 2 })
  const futures = Array.from({ length: 50 }, (_, index) => pool.submit(hold, gate.holds(index)))
  await gate.started(2)
  const ended = pool.shutdown({ cancelFutures: true })
  const cancelled = futures.filter((future) => future.cancelled())
  expect(cancelled).toHaveLength(48)
  expect(futures.filter((future) => future.running())).toHaveLength(2)
  gate.open()
  await ended
  // Where CPython would hang: each of them is yielded, the cancelled ones at once.
  expect(await collect(asCompleted(futures))).toHaveLength(50)
  expect(futures.filter((future) => future.done() && !future.cancelled()).map(({ error }) => error)).toEqual([null, null])
})

conform(32, async (open) => {
  const pool = open({ maxWorkers: 3 })
  const futures = Array.from({ length: 50 }, (_, index) => pool.submit(square, index))
  await pool.shutdown()
  expect(futures.every((future) => future.done())).toBe(true)
  expect(await Promise.all(futures.map((future) => future.result()))).toEqual(futures.map((_, index) => index ** 2))
})

conform(33, async (open) => {
  for (let round = 0; round < 3; round++) {
    const pool = open({ maxWorkers: 1 })
    const future = pool.submit(square, 2)
    expect(future.cancel()).toBe(true)
    await pool.shutdown()
    expect(pool.workerCount).toBe(0)
  }
})

/** Titles of the worker threads of this process that have this in their name, as a debugger shows them. */
async function threadTitles(part: string, count: number): Promise<string[]> {
  const session = new Session()
  const titles: string[] = []
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    if (params.workerInfo.title.includes(part)) titles.push(params.workerInfo.title)
  })
  session.connect()
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  await until(() => titles.length >= count)
  session.disconnect()
  return titles
}

conform(34, async (open) => {
  const gate = new Gate()
  const { observer, names } = observed()
  const pool = open({ maxWorkers: 3, workerNamePrefix: 'special', observer })
  for (let index = 0; index < 3; index++) pool.submit(hold, gate.holds(index))
  await gate.started(3)
  expect(names()).toEqual(['special-0', 'special-1', 'special-2'])
  const titles = await threadTitles('special', 3)
  expect(titles.map((title) => title.replace(/^.*(?=special)/, '')).sort()).toEqual(names())
})

conform(35, async (open) => {
  const gate = new Gate()
  const pool = open({ maxWorkers: 3 })
  const pids = new Set<number>()
  const futures = Array.from({ length: 3 }, (_, index) => pool.submit(hold, gate.holds(index)))
  await gate.started(3)
  gate.open()
  await Promise.all(futures.map((future) => future.result()))
  for (let index = 0; index < 3; index++) pids.add((await pool.run(whoAmI)).pid)
  expect([...pids].every(isAlive)).toBe(true)
  await pool.shutdown()
  expect([...pids].filter(isAlive)).toEqual([])
  expect(pool.workerCount).toBe(0)
})
