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
})
