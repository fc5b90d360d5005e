import { describe, expect, it } from 'vitest'
import { CancelledError, InvalidStateError, NotCloneableError } from '#engine/contract/errors.js'
import { Process, Thread } from '#engine/executors/index.js'
import { ManualClock } from '../../conformance/support/clock.ts'
import { Gate } from '../../conformance/support/gate.ts'
import { EXECUTORS, openExecutor, POOLS } from '../../conformance/support/open.ts'
import { echo, hold, holdBusy, square } from '../../conformance/support/tasks.ts'

describe.each(POOLS)('the end of the %s', (kind) => {
  it('comes at its deadline, whatever still runs', async () => {
    const [gate, clock] = [new Gate(), new ManualClock()]
    const pool = openExecutor(kind, { maxWorkers: 1, clock })
    const [running, waiting] = [pool.submit(holdBusy, gate.holds('running')), pool.submit(square, 2)]
    await gate.started(1)
    const ended = pool.shutdown({ deadlineMs: 1000 })
    await clock.advance(999)
    expect(running.done()).toBe(false)
    await clock.advance(1)
    await ended
    for (const future of [running, waiting]) await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
    expect(pool.workerCount).toBe(0)
  })

  it('need not be waited for', async () => {
    const gate = new Gate()
    const pool = openExecutor(kind, { maxWorkers: 1 })
    const running = pool.submit(hold, gate.holds('running'))
    await gate.started(1)
    await pool.shutdown({ wait: false })
    expect(running.done()).toBe(false)
    gate.open()
    await expect(running.result()).resolves.toBe('running')
    await pool.shutdown()
  })
})

it.each(EXECUTORS)('a block that uses the %s ends when its tasks have', async (kind) => {
  const futures = await (async () => {
    await using pool = openExecutor(kind, { maxWorkers: 2 })
    return [1, 2, 3, 4].map((number) => pool.submit(square, number))
  })()
  expect(futures.every((future) => future.done())).toBe(true)
})

describe.each([
  ['Thread', Thread],
  ['Process', Process],
] as const)('%s', (_, Solo) => {
  it('reports an input that cannot be copied, and ends', async () => {
    const errors: Error[] = []
    const solo = new Solo<unknown>({ target: echo, input: () => 1, onException: (error) => errors.push(error) })
    solo.start()
    await solo.join()
    expect(errors).toEqual([expect.any(NotCloneableError)])
    expect(solo.isAlive()).toBe(false)
  })

  it('starts once, and joins for ever if told so', async () => {
    const solo = new Solo<number>({ target: square, input: 2 })
    await expect(solo.join()).rejects.toBeInstanceOf(InvalidStateError)
    solo.start()
    expect(() => solo.start()).toThrow(InvalidStateError)
    await solo.join(Infinity)
    expect(solo.isAlive()).toBe(false)
  })
})
