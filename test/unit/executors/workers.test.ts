import { describe, expect, it } from 'vitest'
import { ManualClock, turn } from '../../conformance/support/clock.ts'
import { Gate, until } from '../../conformance/support/gate.ts'
import { EXECUTORS, openExecutor, POOLS, type Options } from '../../conformance/support/open.ts'
import { byteLength, hold, square, whoAmI } from '../../conformance/support/tasks.ts'

describe.each(POOLS)('the workers of the %s', (kind) => {
  /** A pool with so many workers, all idle. */
  async function idle(workers: number, options: Options) {
    const gate = new Gate()
    const pool = openExecutor(kind, { maxWorkers: workers, ...options })
    const held = Array.from({ length: workers }, (_, index) => pool.submit(hold, gate.holds(index)))
    await gate.started(workers)
    gate.open()
    await Promise.all(held.map((future) => future.result()))
    return pool
  }

  it('end when they are idle for long, but for the smallest number', async () => {
    const clock = new ManualClock()
    const pool = await idle(4, { clock, minWorkers: 1, idleTimeoutMs: 1000 })
    await clock.advance(999)
    expect(pool.workerCount).toBe(4)
    await clock.advance(1)
    await until(() => pool.workerCount === 1)
    await clock.advance(100_000)
    await turn()
    expect(pool.workerCount).toBe(1)
    await expect(pool.run(square, 3)).resolves.toBe(9)
    pool.resize(1)
    const wide = openExecutor(kind, { maxWorkers: 4, minWorkers: 2 })
    expect(() => wide.resize(1)).toThrow(RangeError)
  })

  it('become fewer and more while tasks run', async () => {
    const pool = await idle(4, {})
    pool.resize(2)
    await until(() => pool.workerCount === 2)
    const gate = new Gate()
    const held = Array.from({ length: 5 }, (_, index) => pool.submit(hold, gate.holds(index)))
    await gate.started(2)
    expect(gate.log()).toHaveLength(2)
    pool.resize(4)
    await gate.started(4)
    expect(pool.workerCount).toBe(4)
    pool.resize(1)
    expect(pool.queueDepth).toBe(1)
    gate.open()
    await Promise.all(held.map((future) => future.result()))
    await until(() => pool.workerCount === 1)
    expect(() => pool.resize(0)).toThrow(RangeError)
  })

  it('are never more than allowed, not even while one runs its last task', async () => {
    const gate = new Gate()
    const pool = openExecutor(kind, { maxWorkers: 2, maxTasksPerWorker: 1 })
    const held = Array.from({ length: 6 }, (_, index) => pool.submit(hold, gate.holds(index)))
    await gate.started(2)
    expect(pool.workerCount).toBe(2)
    expect(pool.queueDepth).toBe(4)
    gate.open()
    await Promise.all(held.map((future) => future.result()))
    expect(gate.log().filter((line) => line.startsWith('start'))).toHaveLength(6)
  })
})

describe.each(EXECUTORS)('options of the %s', (kind) => {
  it.each<Options>([
    { minWorkers: -1 },
    { minWorkers: 3, maxWorkers: 2 },
    { maxTasksPerWorker: 0 },
    { maxQueue: 0 },
    { maxQueue: 1.5 },
    { idleTimeoutMs: -1 },
  ])('are refused when they are out of range: %o', (options) => {
    expect(() => openExecutor(kind, options)).toThrow(RangeError)
  })
})

describe('transferred buffers', () => {
  it('are moved to a thread, not copied', async () => {
    const pool = openExecutor('thread pool', { maxWorkers: 1 })
    const [moved, copied] = [new ArrayBuffer(64), new ArrayBuffer(64)]
    const lengths = [pool.run(byteLength, moved, { transfer: [moved] }), pool.run(byteLength, copied)]
    expect(await Promise.all(lengths)).toEqual([64, 64])
    expect([moved.byteLength, copied.byteLength]).toEqual([0, 64])
  })
})

it('an event loop runs all its tasks in one thread', async () => {
  const loop = openExecutor('event loop')
  const ids = await Promise.all(Array.from({ length: 5 }, () => loop.run(whoAmI)))
  expect(new Set(ids.map(({ threadId }) => threadId)).size).toBe(1)
  expect(loop.workerCount).toBe(1)
})
