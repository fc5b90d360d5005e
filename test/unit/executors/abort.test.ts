import { describe, expect, it } from 'vitest'
import { CancelledError, InvalidStateError } from '#engine/contract/errors.js'
import { Gate } from '../../conformance/support/gate.ts'
import { EXECUTORS, openExecutor, POOLS } from '../../conformance/support/open.ts'
import { hold, sleepForEver, slowToLoad, square, untilAborted } from '../../conformance/support/tasks.ts'

describe.each(EXECUTORS)('an AbortSignal and a task of the %s', (kind) => {
  it('stops a task that executes, through its own signal', async () => {
    const [gate, controller] = [new Gate(), new AbortController()]
    const pool = openExecutor(kind, { maxWorkers: 1 })
    const future = pool.submit(untilAborted, gate.holds('task'), { signal: controller.signal })
    await gate.started(1)
    controller.abort()
    await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
    expect(future.cancelled()).toBe(true)
    expect(gate.log()).toEqual(['start task', 'stop task'])
    await expect(pool.run(square, 3)).resolves.toBe(9)
  })

  it('makes it a cancellation, whatever the task throws then', async () => {
    const [gate, controller] = [new Gate(), new AbortController()]
    const pool = openExecutor(kind, { maxWorkers: 1 })
    const future = pool.submit(sleepForEver, gate.holds('task'), { signal: controller.signal })
    await gate.started(1)
    controller.abort()
    const failed = future.result()
    await expect(failed).rejects.toBeInstanceOf(CancelledError)
    await expect(failed).rejects.toMatchObject({ cause: { name: 'AbortError' } })
    expect(future.cancelled()).toBe(true)
  })

  it('keeps a task from starting whose module is still being loaded', async () => {
    const [gate, controller] = [new Gate(), new AbortController()]
    const pool = openExecutor(kind, { maxWorkers: 1 })
    const future = pool.submit(slowToLoad(gate.holds(0)), gate.holds(0), { signal: controller.signal })
    await gate.started(1)
    controller.abort()
    gate.open()
    await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
    expect(gate.log()).toEqual(['start module'])
  })

  it('cancels a task at once that is submitted with it aborted', () => {
    const pool = openExecutor(kind, { maxWorkers: 1 })
    expect(pool.submit(square, 3, { signal: AbortSignal.abort() }).cancelled()).toBe(true)
    expect(pool.queueDepth).toBe(0)
  })
})

describe.each(POOLS)('an AbortSignal and the %s', (kind) => {
  it('cancels a task that waits, at once', async () => {
    const [gate, controller] = [new Gate(), new AbortController()]
    const pool = openExecutor(kind, { maxWorkers: 1 })
    pool.submit(hold, gate.holds(0))
    await gate.started(1)
    const future = pool.submit(hold, gate.holds(1), { signal: controller.signal })
    controller.abort()
    expect(future.cancelled()).toBe(true)
  })

  it('ends the pool that was made with it', async () => {
    const [gate, controller] = [new Gate(), new AbortController()]
    const pool = openExecutor(kind, { maxWorkers: 1, signal: controller.signal })
    const futures = [pool.submit(hold, gate.holds(0)), pool.submit(hold, gate.holds(1))]
    await gate.started(1)
    controller.abort()
    for (const future of futures) await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
    expect(() => pool.submit(square, 1)).toThrow(InvalidStateError)
    await pool.shutdown()
    expect(pool.workerCount).toBe(0)
  })
})
