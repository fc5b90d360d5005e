import { threadId } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { BlockingQueue, type QueueKind } from '#engine/queues/index.js'
import { Arena } from '#engine/queues/shared/arena.js'
import { ThreadRow } from '#engine/queues/shared/rows.js'
import { Store } from '#engine/queues/shared/store.js'
import { TestThread, until } from './threads.js'

const threads: TestThread[] = []

function thread(queue: BlockingQueue<unknown>): TestThread {
  const created = new TestThread(queue.handle)
  threads.push(created)
  return created
}

afterEach(async () => {
  for (const each of threads.splice(0)) await each.end()
})

const numbers = (count: number, producer: number) => Array.from({ length: count }, (_, index) => producer * 1e6 + index)
const ascending = (a: number, b: number) => a - b

describe('N producers and M consumers', () => {
  it.each([
    [1, 2, 100, false],
    [3, 3, 7, true],
    [2, 1, 1, true],
    [2, 2, 0, false],
  ])('%i x %i at capacity %i (records: %s): no item lost or doubled, all in order', async (p, c, maxSize, text) => {
    const queue = new BlockingQueue<unknown>({ maxSize })
    const count = 10_000
    const consumers = Array.from({ length: c }, () => thread(queue).run('consume') as Promise<number[]>)
    const produce = (_: unknown, producer: number) => thread(queue).run('produce', { producer, count, text })
    await Promise.all(Array.from({ length: p }, produce))
    queue.shutdown()
    const taken = await Promise.all(consumers)
    for (const items of taken) {
      for (let producer = 0; producer < p; producer++) {
        const own = items.filter((item) => Math.floor(item / 1e6) === producer)
        expect(own.every((item, index) => index === 0 || item > (own[index - 1] ?? 0))).toBe(true)
      }
    }
    const expected = Array.from({ length: p }, (_, producer) => numbers(count, producer)).flat()
    expect(taken.flat().sort(ascending)).toEqual(expected)
  })

  it('an event loop takes its share beside blocked threads', async () => {
    const queue = new BlockingQueue<number>({ maxSize: 10 })
    const count = 5000
    const other = thread(queue).run('consume') as Promise<number[]>
    const producer = thread(queue).run('produce', { producer: 0, count })
    void producer.then(() => queue.shutdown())
    const own: number[] = []
    for await (const item of queue) own.push(item)
    expect([...own, ...(await other)].sort(ascending)).toEqual(numbers(count, 0))
  })
})

describe('a thread that dies', () => {
  it('with the lock in its hands does not stop the others', async () => {
    const queue = new BlockingQueue<unknown>({ maxSize: 10 })
    queue.putNowait('before')
    const victim = thread(queue)
    const holding = victim.answer((answer) => answer.holding === true)
    victim.start('dieHolding')
    await holding
    const other = thread(queue)
    const put = other.start('put', { item: 'after' })
    await put.started
    await victim.end()
    expect(queue.releaseOwner(victim.threadId)).toBe(true)
    expect(queue.stats().recovered).toBe(1)
    expect(await put.ended).toBeUndefined()
    expect(queue.size).toBe(3)
    expect([queue.getNowait(), queue.getNowait(), queue.getNowait()]).toEqual(['before', 7, 'after'])
    expect(queue.releaseOwner(victim.threadId)).toBe(false)
  })

  it('is said to have died when the main thread finds its lock', async () => {
    const queue = new BlockingQueue<unknown>()
    const victim = thread(queue)
    const holding = victim.answer((answer) => answer.holding === true)
    victim.start('dieHolding')
    await holding
    await victim.end()
    expect(() => queue.putNowait(1)).toThrow('releaseOwner(threadId)')
    queue.releaseOwner(victim.threadId)
    queue.putNowait(1)
  })

  it('while it waits leaves the others their turn', async () => {
    const queue = new BlockingQueue<unknown>({ maxSize: 1 })
    const victim = thread(queue)
    victim.start('get')
    const other = thread(queue)
    const get = other.start('get')
    await until(() => queue.waiters().length === 2)
    await victim.end()
    queue.releaseOwner(victim.threadId)
    await until(() => queue.waiters().length === 1 && queue.waiters()[0]?.threadId === other.threadId)
    queue.putNowait('item')
    expect(await get.ended).toBe('item')
  })

  it('at any moment of full work leaves a queue that works', async () => {
    const queue = new BlockingQueue<unknown>({ maxSize: 3 })
    const survivor = thread(queue)
    for (let round = 0; round < 12; round++) {
      const victims = [thread(queue), thread(queue)]
      await Promise.all(victims.map((victim) => victim.start('churn').started))
      for (const victim of victims) {
        await victim.end()
        queue.releaseOwner(victim.threadId)
      }
      while (queue.size > 0) expect(queue.getNowait()).toEqual({ text: 'x'.repeat(50) })
      expect(await survivor.run('put', { item: round })).toBeUndefined()
      expect(await survivor.run('get')).toBe(round)
    }
    expect(queue.waiters()).toEqual([])
  }, 60_000)
})

/** Where a thread can be stopped: before or after each of these, counted as they come. */
const STEPS: [object, string[]][] = [
  [Atomics, ['compareExchange', 'store', 'exchange', 'or', 'and', 'add', 'notify']],
  [Arena.prototype, ['allocate', 'free', 'rebuild']],
  [ThreadRow.prototype, ['holdForReading', 'holdForWriting', 'freeReadBlock', 'freeWriteBlock', 'forgetWriteBlock']],
  [Store.prototype, ['reserve', 'take', 'putNumber', 'putBytes', 'taskDone', 'shutDown', 'freeRead']],
]

class Killed extends Error {}

/** Runs `action` and stops it for good at the step with this number. False: it had ended by then. */
function dieAt(step: number, action: () => void): boolean {
  const originals: [Record<string, unknown>, string, unknown][] = []
  let steps = 0
  const tick = () => {
    if (++steps >= step) throw new Killed()
  }
  for (const [target, names] of STEPS) {
    const methods = target as Record<string, unknown>
    for (const name of names) {
      const original = methods[name] as (...args: unknown[]) => unknown
      originals.push([methods, name, original])
      methods[name] = function (this: unknown, ...args: unknown[]) {
        tick()
        const result = original.apply(this, args)
        tick()
        return result
      }
    }
  }
  try {
    action()
    return false
  } catch (error) {
    if (error instanceof Killed) return true
    throw error
  } finally {
    for (const [methods, name, original] of originals) methods[name] = original
  }
}

describe('an operation that is stopped at each of its steps', () => {
  const kinds: QueueKind[] = ['fifo', 'lifo', 'priority']
  const record = (id: number) => ({ id, text: 't'.repeat(100 * id) })

  /** A queue with three items, and a second attachment that is to die. */
  function setUp(kind: QueueKind) {
    const queue = new BlockingQueue<unknown>({ kind, maxSize: 5 })
    const victim = BlockingQueue.attach(queue.handle)
    for (const id of [1, 2, 3]) (id === 2 ? victim : queue).putNowait(record(id))
    victim.getNowait()
    queue.putNowait(4)
    return { queue, victim, before: kind === 'lifo' ? [4, 2, 1] : [2, 3, 4] }
  }
  const idOf = (item: unknown) => (typeof item === 'number' ? item : (item as { id: number }).id)
  const drain = (queue: BlockingQueue<unknown>) => {
    const ids: number[] = []
    while (queue.size > 0) {
      const item = queue.getNowait()
      expect(item).toEqual(typeof item === 'number' ? item : record(idOf(item)))
      ids.push(idOf(item))
    }
    return ids
  }

  it.each(kinds)('%s put: the item is in the queue as a whole or not at all', (kind) => {
    for (const item of [9, record(9), record(60)]) {
      let died = true
      let [without, within] = [0, 0]
      for (let step = 1; died; step++) {
        const { queue, victim, before } = setUp(kind)
        died = dieAt(step, () => victim.putNowait(item, { priority: -1 }))
        queue.releaseOwner(threadId)
        const { size, unfinished } = queue
        const ids = drain(queue)
        expect(ids.length).toBe(size)
        expect(unfinished).toBe(size + 1)
        expect(ids.filter((id) => id === 1 || id < 5)).toEqual(before)
        if (ids.length === before.length) without++
        else within++
        for (const id of [1, 2, 3, 4, 5]) queue.putNowait(record(id))
        expect(drain(queue).sort(ascending)).toEqual([1, 2, 3, 4, 5])
      }
      expect(without).toBeGreaterThan(2)
      expect(within).toBeGreaterThan(2)
    }
  })

  it.each(kinds)('%s get: the item is in the queue or taken, and its memory comes back', (kind) => {
    let died = true
    let [left, taken] = [0, 0]
    for (let step = 1; died; step++) {
      const { queue, victim, before } = setUp(kind)
      died = dieAt(step, () => victim.getNowait())
      queue.releaseOwner(threadId)
      const ids = drain(queue)
      expect([before, before.slice(1)]).toContainEqual(ids)
      if (ids.length === before.length) left++
      else taken++
      const { memoryBytes } = queue.stats()
      for (let round = 0; round < 200; round++) {
        queue.putNowait(record(60))
        queue.getNowait()
      }
      expect(queue.stats().memoryBytes).toBe(memoryBytes)
    }
    expect(left).toBeGreaterThan(2)
    expect(taken).toBeGreaterThan(2)
  })

  it('taskDone and shutdown: counted once, dropped as a whole', () => {
    let died = true
    for (let step = 1; died; step++) {
      const { queue, victim } = setUp('fifo')
      died = dieAt(step, () => victim.taskDone())
      queue.releaseOwner(threadId)
      expect([3, 4]).toContain(queue.unfinished)
    }
    died = true
    for (let step = 1; died; step++) {
      const { queue, victim } = setUp('fifo')
      died = dieAt(step, () => victim.shutdown({ immediate: true }))
      queue.releaseOwner(threadId)
      expect(queue.isShutDown ? [0, 1] : [3, 4]).toEqual([queue.size, queue.unfinished])
    }
  })
})
