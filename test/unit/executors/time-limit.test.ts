import { describe, expect, it } from 'vitest'
import { TaskTimeoutError } from '#engine/contract/errors.js'
import { ManualClock } from '../../conformance/support/clock.ts'
import { Gate } from '../../conformance/support/gate.ts'
import { EXECUTORS, openExecutor, POOLS } from '../../conformance/support/open.ts'
import { isAlive } from '../../conformance/support/processes.ts'
import { hold, holdBusy, square, untilAborted, whoAmI } from '../../conformance/support/tasks.ts'
import { observed } from '../../conformance/support/workers.ts'

describe.each(POOLS)('the time limit of a task of the %s', (kind) => {
  it('stops it whatever it does, and replaces its worker', async () => {
    const [gate, clock, { observer, workers }] = [new Gate(), new ManualClock(), observed()]
    const pool = openExecutor(kind, { maxWorkers: 1, clock, observer })
    const before = await pool.run(whoAmI)
    const future = pool.submit(holdBusy, gate.holds('task'), { timeoutMs: 1000 })
    const next = pool.submit(whoAmI)
    const failed = expect(future.result()).rejects.toBeInstanceOf(TaskTimeoutError)
    await gate.started(1)
    await clock.advance(1000)
    await failed
    const after = await next.result()
    expect([after.pid, after.threadId]).not.toEqual([before.pid, before.threadId])
    expect(isAlive(before.pid)).toBe(before.pid === process.pid)
    expect(gate.log()).toEqual(['start task'])
    expect(workers().map(({ replaces }) => replaces)).toEqual([null, 0])
    expect(pool.workerCount).toBe(1)
  })
})

describe.each(POOLS)('the time limit of all tasks of the %s', (kind) => {
  it('ends the worker of one that is too long, and nothing else', async () => {
    const [gate, clock, { observer, workers }] = [new Gate(), new ManualClock(), observed()]
    const pool = openExecutor(kind, { maxWorkers: 1, clock, observer, taskTimeoutMs: 1000 })
    await expect(pool.run(square, 2)).resolves.toBe(4) // short tasks are expected now: the next are sent together
    const [first, late, behind] = [pool.submit(square, 3), pool.submit(holdBusy, gate.holds('task')), pool.submit(square, 4)]
    const failed = expect(late.result()).rejects.toBeInstanceOf(TaskTimeoutError)
    await expect(first.result()).resolves.toBe(9)
    await gate.started(1)
    await clock.advance(1000)
    await failed
    await expect(behind.result()).resolves.toBe(16)
    expect(workers().map(({ replaces }) => replaces)).toEqual([null, 0])
    await pool.shutdown()
  })

  it('is no limit for a row of short ones', async () => {
    const clock = new ManualClock()
    const pool = openExecutor(kind, { maxWorkers: 1, clock, taskTimeoutMs: 1000 })
    for (let n = 0; n < 4; n++) {
      await expect(pool.run(square, n)).resolves.toBe(n * n)
      await clock.advance(600)
    }
    await pool.shutdown()
  })
})

describe('the time limit of a task of an event loop', () => {
  it('tells it to stop, and leaves the others alone', async () => {
    const [gate, clock] = [new Gate(), new ManualClock()]
    const loop = openExecutor('event loop', { clock })
    const limited = loop.submit(untilAborted, gate.holds('limited'), { timeoutMs: 1000 })
    const other = loop.submit(hold, gate.holds('other'))
    const failed = expect(limited.result()).rejects.toBeInstanceOf(TaskTimeoutError)
    await gate.started(2)
    await clock.advance(1000)
    await failed
    gate.open()
    await expect(other.result()).resolves.toBe('other')
    await loop.shutdown()
    expect(gate.log()).toContain('stop limited')
  })

  it('replaces a loop that stands still, with all that it had begun', async () => {
    const [gate, { observer, workers }] = [new Gate(), observed()]
    const loop = openExecutor('event loop', { observer, taskTimeoutMs: 1_000, maxConcurrency: 2 })
    const [deaf, other, next] = [loop.submit(holdBusy, gate.holds('deaf')), loop.submit(square, 2), loop.submit(square, 3)]
    const failed = expect(deaf.result()).rejects.toThrow(/its event loop was replaced/)
    const lost = expect(other.result()).rejects.toThrow(/another task blocked its event loop/)
    await failed
    await lost
    await expect(next.result()).resolves.toBe(9)
    expect(workers()).toHaveLength(2)
    await loop.shutdown()
  })

  it('does not hold up the shutdown when the task is deaf', async () => {
    const [gate, clock] = [new Gate(), new ManualClock()]
    const loop = openExecutor('event loop', { clock })
    const limited = loop.submit(holdBusy, gate.holds('deaf'), { timeoutMs: 1000 })
    const failed = expect(limited.result()).rejects.toBeInstanceOf(TaskTimeoutError)
    await gate.started(1)
    await clock.advance(1000)
    await failed
    await loop.shutdown()
    expect(loop.workerCount).toBe(0)
    expect(gate.log()).toEqual(['start deaf'])
  })
})

it.each(EXECUTORS)('a time limit that cannot be kept is an error (%s)', (kind) => {
  const pool = openExecutor(kind)
  for (const timeoutMs of [0, -1, NaN]) expect(() => pool.submit(square, 1, { timeoutMs })).toThrow(RangeError)
  expect(() => openExecutor(kind, { taskTimeoutMs: 0 })).toThrow(RangeError)
})
