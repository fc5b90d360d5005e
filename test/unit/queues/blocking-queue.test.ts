import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { BlockingQueue, type BlockingQueueOptions, type QueueKind } from '#engine/queues/index.js'
import { TestThread, until } from './threads.js'

const threads: TestThread[] = []

function thread(queue: BlockingQueue<never> | BlockingQueue<unknown>): TestThread {
  const created = new TestThread(queue.handle)
  threads.push(created)
  return created
}

afterEach(async () => {
  for (const each of threads.splice(0)) await each.end()
})

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error
const FULL = code('ERR_QUEUE_FULL')
const EMPTY = code('ERR_QUEUE_EMPTY')
const SHUT_DOWN = code('ERR_QUEUE_SHUT_DOWN')

function thrown(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}

describe('Q.test_basic', () => {
  const orders: [QueueKind, number[]][] = [
    ['fifo', [111, 333, 222]],
    ['lifo', [222, 333, 111]],
    ['priority', [111, 222, 333]],
  ]
  it.each(orders)('%s: order, full, empty, blocked put and get', async (kind, order) => {
    const queue = new BlockingQueue<unknown>({ maxSize: 3, kind })
    expect([queue.empty(), queue.full(), queue.qsize()]).toEqual([true, false, 0])
    for (const item of [111, 333, 222]) queue.putNowait(item, { priority: item })
    expect([queue.getNowait(), queue.getNowait(), queue.getNowait()]).toEqual(order)
    expect(thrown(() => queue.getNowait())).toEqual(EMPTY)

    for (const item of [1, 2, 3]) queue.putNowait(item)
    expect([queue.empty(), queue.full(), queue.size]).toEqual([false, true, 3])
    expect(thrown(() => queue.putNowait(4))).toEqual(FULL)
    await expect(queue.putAsync(4, { timeoutMs: 5 })).rejects.toEqual(FULL)

    const other = thread(queue)
    expect(await other.run('put', { item: 4, options: { timeoutMs: 5 } })).toBe('ERR_QUEUE_FULL')
    const put = other.start('put', { item: 4 })
    await until(() => queue.waiters().some((waiter) => waiter.threadId === other.threadId && waiter.puts === 1))
    queue.getNowait()
    expect(await put.ended).toBeUndefined()
    for (let left = 0; left < 3; left++) queue.getNowait()
    expect(await other.run('get', { options: { timeoutMs: 5 } })).toBe('ERR_QUEUE_EMPTY')
    await expect(queue.getAsync({ timeoutMs: 5 })).rejects.toEqual(EMPTY)
    const get = other.start('get')
    await until(() => queue.waiters().some((waiter) => waiter.gets === 1))
    queue.putNowait('late')
    expect(await get.ended).toBe('late')
    expect(queue.waiters()).toEqual([])
  })

  it('Q.test_negative_timeout_raises_exception, and other wrong use', async () => {
    const queue = new BlockingQueue<number>({ maxSize: 1 })
    await expect(queue.getAsync({ timeoutMs: -1 })).rejects.toThrow('negative')
    queue.putNowait(1)
    await expect(queue.putAsync(1, { timeoutMs: -1 })).rejects.toThrow('negative')
    expect(() => new BlockingQueue({ maxSize: 1.5 })).toThrow('whole number')
    expect(() => new BlockingQueue({ kind: 'heap' as QueueKind })).toThrow('fifo, lifo, priority')
    expect(() => new BlockingQueue({ memoryLimitBytes: 5 })).toThrow('memoryLimitBytes')
    expect(() => queue.putNowait(1, { priority: NaN })).toThrow('priority')
  })

  it('does not block the main thread: it names the form that waits without blocking', () => {
    const queue = new BlockingQueue<number>()
    expect(() => queue.put(1)).toThrow('await queue.putAsync()')
    expect(() => queue.get()).toThrow('await queue.getAsync()')
    expect(() => queue.join()).toThrow('await queue.joinAsync()')
  })
})

describe('task_done and join', () => {
  it('Q.test_queue_task_done: more often than put is an error', () => {
    const queue = new BlockingQueue<number>()
    expect(() => queue.taskDone()).toThrow('more often')
    queue.putNowait(1)
    queue.taskDone()
    expect(thrown(() => queue.taskDone())).toEqual(code('ERR_INVALID_STATE'))
  })

  it('Q.test_queue_join: returns once all are done, in threads and event loops', async () => {
    const queue = new BlockingQueue<number>({ maxSize: 4 })
    const consumers = [thread(queue), thread(queue)].map((each) => each.run('consume', { doneToo: true }))
    const joiner = thread(queue)
    for (let item = 0; item < 100; item++) await queue.putAsync(item)
    await queue.joinAsync()
    expect(queue.unfinished).toBe(0)
    expect(await joiner.run('join')).toBeUndefined()
    queue.shutdown()
    const taken = (await Promise.all(consumers)).flat() as number[]
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, item) => item))
  })

  it('joins time out without ending anything', async () => {
    const queue = new BlockingQueue<number>()
    queue.putNowait(1)
    await expect(queue.joinAsync({ timeoutMs: 5 })).rejects.toEqual(code('ERR_TIMEOUT'))
    expect(await thread(queue).run('join', { options: { timeoutMs: 5 } })).toBe('ERR_TIMEOUT')
    queue.taskDone()
    await queue.joinAsync()
  })
})

describe('shutdown', () => {
  it('Q.test_shutdown_nonempty: puts fail, gets drain and then fail', async () => {
    const queue = new BlockingQueue<string>()
    queue.putNowait('data')
    queue.shutdown()
    queue.shutdown()
    expect(thrown(() => queue.putNowait('more'))).toEqual(SHUT_DOWN)
    await expect(queue.putAsync('more')).rejects.toEqual(SHUT_DOWN)
    expect(queue.getNowait()).toBe('data')
    expect(thrown(() => queue.getNowait())).toEqual(SHUT_DOWN)
    await expect(queue.getAsync()).rejects.toEqual(SHUT_DOWN)
  })

  it('Q.test_shutdown_pending_get, Q.test_shutdown_put: all who wait are woken', async () => {
    const empty = new BlockingQueue<number>()
    const full = new BlockingQueue<number>({ maxSize: 1 })
    full.putNowait(1)
    const waits = [
      ...[thread(empty), thread(empty)].map((each) => each.run('get')),
      ...[thread(full), thread(full)].map((each) => each.run('put', { item: 2 })),
    ]
    const asyncs = Promise.allSettled([empty.getAsync(), empty.getAsync(), full.putAsync(2)])
    await until(() => empty.waiters().length === 3 && full.waiters().length === 3)
    empty.shutdown()
    full.shutdown()
    expect(await Promise.all(waits)).toEqual(Array.from({ length: 4 }, () => 'ERR_QUEUE_SHUT_DOWN'))
    expect((await asyncs).map((each) => each.status === 'rejected' && (each.reason as Error).name)).toEqual(
      Array.from({ length: 3 }, () => 'QueueShutDownError'),
    )
  })

  it('Q.test_shutdown_immediate_all_methods: drops what is left, which counts as done', async () => {
    const queue = new BlockingQueue<unknown>()
    queue.putNowait('L')
    queue.putNowait({ text: 'O' })
    queue.getNowait()
    const joiner = thread(queue).run('join')
    await until(() => queue.waiters().some((waiter) => waiter.joins === 1))
    queue.shutdown({ immediate: true })
    expect([queue.size, queue.unfinished, queue.isShutDown]).toEqual([0, 1, true])
    expect(thrown(() => queue.getNowait())).toEqual(SHUT_DOWN)
    expect(thrown(() => queue.putNowait('Y'))).toEqual(SHUT_DOWN)
    queue.taskDone()
    expect(() => queue.taskDone()).toThrow('more often')
    expect(await joiner).toBeUndefined()
  })

  it('ends loops over the queue', async () => {
    const queue = new BlockingQueue<number>()
    const consumer = thread(queue).run('consume')
    for (const item of [1, 2, 3]) queue.putNowait(item)
    await until(() => queue.size === 0)
    for (const item of [4, 5]) queue.putNowait(item)
    await until(() => queue.size === 0)
    queue.shutdown()
    expect(await consumer).toEqual([1, 2, 3, 4, 5])
    const rest: number[] = []
    for await (const item of queue) rest.push(item)
    expect(rest).toEqual([])
  })
})

describe('AQ.test_get_cancelled_race', () => {
  it('a cancelled getter takes no item, the next one gets it', async () => {
    const queue = new BlockingQueue<number>()
    const control = new AbortController()
    const first = queue.getAsync({ signal: control.signal })
    const second = queue.getAsync()
    queue.putNowait(1)
    control.abort(new Error('no more'))
    await expect(first).rejects.toThrow('no more')
    expect(await second).toBe(1)
    await expect(queue.getAsync({ signal: control.signal })).rejects.toThrow('no more')
  })

  it('a cancelled putter puts nothing', async () => {
    const queue = new BlockingQueue<number>({ maxSize: 1 })
    queue.putNowait(1)
    const control = new AbortController()
    const put = queue.putAsync(2, { signal: control.signal })
    const later = queue.putAsync(3)
    control.abort()
    await expect(put).rejects.toThrow()
    expect(queue.getNowait()).toBe(1)
    await later
    expect([queue.getNowait(), queue.size]).toEqual([3, 0])
  })

  it('loses nothing whichever way the race between item and cancellation goes', async () => {
    const queue = new BlockingQueue<number>()
    const producer = thread(queue).start('produce', { producer: 0, count: 3000 })
    const got: number[] = []
    while (got.length < 3000) {
      const control = new AbortController()
      const get = queue.getAsync({ signal: control.signal })
      setImmediate(() => control.abort())
      await get.then(
        (item) => got.push(item),
        () => undefined,
      )
    }
    expect(got).toEqual(Array.from({ length: 3000 }, (_, item) => item))
    await producer.ended
  })
})

/** Which of the entries comes out next. */
function nextOf(kind: QueueKind | undefined, entries: { priority: number }[]): number {
  if (kind !== 'priority') return kind === 'lifo' ? entries.length - 1 : 0
  const best = Math.min(...entries.map((entry) => entry.priority))
  return entries.findIndex((entry) => entry.priority === best)
}

describe('against a model', () => {
  const options = fc.record({
    maxSize: fc.constantFrom(0, 1, 3, 100),
    kind: fc.constantFrom<QueueKind>('fifo', 'lifo', 'priority'),
  })
  const step = fc.oneof(
    fc.record({
      do: fc.constant('put' as const),
      priority: fc.nat(3),
      bytes: fc.oneof(fc.constant(-1), fc.nat(300), fc.nat(20_000)),
    }),
    fc.record({ do: fc.constant('get' as const) }),
    fc.record({ do: fc.constant('done' as const) }),
  )

  it('does the same for one thread', () => {
    fc.assert(
      fc.property(options, fc.array(step, { maxLength: 300, size: 'max' }), (given: BlockingQueueOptions, steps) => {
        const queue = new BlockingQueue<unknown>({ ...given, memoryLimitBytes: 64 * 2 ** 20 })
        let model: { item: unknown; priority: number }[] = []
        let [puts, done] = [0, 0]
        for (const each of steps) {
          if (each.do === 'done') {
            const error = thrown(() => queue.taskDone())
            expect(error === undefined).toBe(done < puts)
            if (error === undefined) done++
          } else if (each.do === 'put') {
            const item = each.bytes < 0 ? puts : { id: puts, text: 'y'.repeat(each.bytes) }
            const error = thrown(() => queue.putNowait(item, { priority: each.priority }))
            const isFull = (given.maxSize ?? 0) > 0 && model.length === given.maxSize
            expect(error).toEqual(isFull ? FULL : undefined)
            if (isFull) continue
            puts++
            model.push({ item, priority: each.priority })
          } else if (model.length === 0) {
            expect(thrown(() => queue.getNowait())).toEqual(EMPTY)
          } else {
            const at = nextOf(given.kind, model)
            expect(queue.getNowait()).toEqual(model[at]?.item)
            model = model.filter((_, index) => index !== at)
          }
          expect(queue.size).toBe(model.length)
          expect(queue.unfinished).toBe(puts - done)
        }
      }),
      { numRuns: 80 },
    )
  })
})

describe('memory', () => {
  it('an unbounded queue takes a million items and gives them back in order', () => {
    const queue = new BlockingQueue<number>()
    for (let item = 0; item < 1_000_000; item++) queue.putNowait(item)
    expect(queue.size).toBe(1_000_000)
    let wrong = 0
    for (let item = 0; item < 1_000_000; item++) if (queue.getNowait() !== item) wrong++
    expect(wrong).toBe(0)
  })

  it('says when its limit is reached, counts it, and goes on once there is room', () => {
    const queue = new BlockingQueue<string>({ memoryLimitBytes: 2 ** 20 })
    let error: unknown
    let count = 0
    while ((error = thrown(() => queue.putNowait('z'.repeat(10_000)))) === undefined) count++
    expect(error).toEqual(FULL)
    expect((error as Error).message).toContain('memory limit of 1048576 bytes')
    expect(queue.stats().memoryFull).toBe(1)
    expect(queue.stats().memoryBytes).toBeLessThan(2 ** 20 + 64 * 1024)
    expect(thrown(() => queue.putNowait('z'.repeat(2 ** 20)))).toEqual(FULL)
    for (let taken = 0; taken < count; taken++) expect(queue.getNowait().length).toBe(10_000)
    // Small blocks have to be joined before the large one fits.
    while (thrown(() => queue.putNowait('small')) === undefined);
    while (queue.size > 0) queue.getNowait()
    queue.putNowait('z'.repeat(200_000))
    expect(queue.getNowait().length).toBe(200_000)
  })

  it('a bounded queue waits for memory as it waits for room', async () => {
    const queue = new BlockingQueue<string>({ maxSize: 1000, memoryLimitBytes: 2 ** 20 })
    const producer = thread(queue)
    const big = 'b'.repeat(200_000)
    let taken = 0
    const puts = (async () => {
      for (let item = 0; item < 30; item++) expect(await producer.run('put', { item: big })).toBeUndefined()
    })()
    while (taken < 30) {
      expect(await queue.getAsync()).toBe(big)
      taken++
    }
    await puts
  })

  it('a detached thread leaves the queue to the others', async () => {
    const queue = new BlockingQueue<unknown>()
    const other = BlockingQueue.attach(queue.handle)
    other.putNowait({ still: 'here' })
    const wait = expect(other.getAsync()).resolves.toEqual({ still: 'here' })
    await wait
    const pending = other.getAsync()
    other.detach()
    await expect(pending).rejects.toEqual(code('ERR_INVALID_STATE'))
    expect(() => other.putNowait(1)).toThrow('attach it again')
    queue.putNowait(1)
    expect(queue.getNowait()).toBe(1)
  })
})
