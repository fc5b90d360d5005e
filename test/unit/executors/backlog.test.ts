import { describe, expect, it } from 'vitest'
import { CancelledError, InvalidStateError, QueueFullError } from '#engine/contract/errors.js'
import { turn } from '../../conformance/support/clock.ts'
import { Gate } from '../../conformance/support/gate.ts'
import { openExecutor, POOLS } from '../../conformance/support/open.ts'
import { hold, square } from '../../conformance/support/tasks.ts'

describe.each(POOLS)('a bounded queue of the %s', (kind) => {
  /** One worker that is busy until the gate opens. */
  async function busy(maxQueue: number) {
    const gate = new Gate()
    const pool = openExecutor(kind, { maxWorkers: 1, maxQueue })
    const running = pool.submit(hold, gate.holds('running'))
    await gate.started(1)
    return { gate, pool, running }
  }

  it('refuses what has no room', async () => {
    const { gate, pool } = await busy(2)
    const [second, third] = [pool.submit(square, 2), pool.submit(square, 3)]
    expect(() => pool.submit(square, 4)).toThrow(QueueFullError)
    expect(() => pool.submit(square, 4)).toThrow('2 tasks wait')
    expect(pool.queueDepth).toBe(2)
    gate.open()
    expect(await Promise.all([second.result(), third.result()])).toEqual([4, 9])
  })

  it('lets those wait who want to, however many there are for one place', async () => {
    const { gate, pool } = await busy(1)
    const futures = Promise.all([1, 2, 3, 4, 5].map((number) => pool.submitWhenRoom(square, number)))
    await turn()
    expect(pool.queueDepth).toBe(1)
    gate.open()
    const results = (await futures).map((future) => future.result())
    expect(await Promise.all(results)).toEqual([1, 4, 9, 16, 25])
  })

  it('has room again when a waiting task is cancelled', async () => {
    const { pool } = await busy(1)
    const waiting = pool.submit(square, 2)
    const next = pool.submitWhenRoom(square, 3)
    await turn()
    expect(waiting.cancel()).toBe(true)
    expect((await next).state).toBe('pending')
    expect(pool.queueDepth).toBe(1)
  })

  it('gives up a wait for room when its signal is aborted, or the pool is shut down', async () => {
    const { gate, pool } = await busy(1)
    pool.submit(square, 2)
    const controller = new AbortController()
    const aborted = pool.submitWhenRoom(square, 3, { signal: controller.signal })
    const late = pool.submitWhenRoom(square, 4)
    controller.abort()
    await expect(aborted).rejects.toBeInstanceOf(CancelledError)
    const ended = pool.shutdown()
    await expect(late).rejects.toBeInstanceOf(InvalidStateError)
    gate.open()
    await ended
  })

  it('is waited for by many with one listener on the signal they share, and by none whose signal is aborted', async () => {
    const { gate, pool } = await busy(1)
    pool.submit(square, 2)
    const { signal, abort } = listened()
    const waits = Array.from({ length: 50 }, () => pool.submitWhenRoom(square, 3, { signal }))
    await turn()
    expect(signal.listeners).toBe(1)
    abort()
    for (const wait of waits) await expect(wait).rejects.toBeInstanceOf(CancelledError)
    await expect(pool.submitWhenRoom(square, 3, { signal })).rejects.toBeInstanceOf(CancelledError)
    expect(signal.listeners).toBe(0)
    gate.open()
  })
})

/** A signal that counts who listens. */
function listened() {
  const controller = new AbortController()
  const { signal } = controller
  let listeners = 0
  const counting = {
    get aborted(): boolean {
      return signal.aborted
    },
    get reason(): unknown {
      return signal.reason as unknown
    },
    get listeners() {
      return listeners
    },
    throwIfAborted: () => signal.throwIfAborted(),
    addEventListener: (type: 'abort', listener: () => void, options?: { once?: boolean }) => {
      listeners++
      signal.addEventListener(type, listener, options)
    },
    removeEventListener: (type: 'abort', listener: () => void) => {
      listeners--
      signal.removeEventListener(type, listener)
    },
  }
  return { signal: counting, abort: () => controller.abort() }
}

describe.each(POOLS)('priorities in the %s', (kind) => {
  it('run smaller numbers first, equals in the order of their submission', async () => {
    const gate = new Gate()
    const pool = openExecutor(kind, { maxWorkers: 1, queue: 'priority' })
    const running = pool.submit(hold, gate.holds('running'))
    await gate.started(1)
    const futures = [5, 1, 3, 1].map((priority, index) => pool.submit(hold, gate.holds(`${priority}-${index}`), { priority }))
    gate.open()
    await Promise.all([running, ...futures].map((future) => future.result()))
    const started = gate.log().filter((line) => line.startsWith('start'))
    expect(started).toEqual(['start running', 'start 1-1', 'start 1-3', 'start 3-2', 'start 5-0'])
  })
})
