import { expect } from 'vitest'
import {
  InvalidStateError,
  NotCloneableError,
  QueueEmptyError,
  QueueFullError,
  QueueShutDownError,
  TimeoutError,
} from '#engine/contract/errors.js'
import { ProcessPoolExecutor, ThreadPoolExecutor } from '#engine/executors/index.js'
import { conform } from './support/conform.ts'
import { until } from './support/gate.ts'
import { openQueue } from './support/queues.ts'
import { getFromProcessQueue, getFromThreadQueue } from './support/queue-tasks.ts'

/** As the tasks in the workers do: the name of the error in its place. */
const namedError = (promise: Promise<unknown>) =>
  promise.catch((error: unknown) => (error instanceof Error ? error.name : error))

conform(50, async (_, subject) => {
  const queue = await openQueue(subject, 3)
  expect(await queue.size()).toBe(0)
  for (const item of [111, 333, 222]) await queue.put(item)
  expect(await queue.size()).toBe(3)
  await expect(queue.putNowait('full')).rejects.toBeInstanceOf(QueueFullError)
  await expect(queue.put('full', { timeoutMs: 10 })).rejects.toBeInstanceOf(QueueFullError)
  expect([await queue.get(), await queue.get(), await queue.get()]).toEqual([111, 333, 222])
  await expect(queue.getNowait()).rejects.toBeInstanceOf(QueueEmptyError)
  await expect(queue.get({ timeoutMs: 10 })).rejects.toBeInstanceOf(QueueEmptyError)

  // A put that waits goes on when there is room, a get that waits when there is an item.
  for (const item of [1, 2, 3]) await queue.put(item)
  const put = queue.put(4)
  await until(async () => (await queue.waiting()).puts === 1)
  expect(await queue.get()).toBe(1)
  await put
  expect([await queue.get(), await queue.get(), await queue.get()]).toEqual([2, 3, 4])
  const got = queue.get()
  await until(async () => (await queue.waiting()).gets === 1)
  await queue.put(5)
  expect(await got).toBe(5)
})

conform(51, async (_, subject) => {
  const queue = await openQueue(subject)
  await expect(queue.taskDone()).rejects.toBeInstanceOf(InvalidStateError)
  await queue.join()
  for (let item = 0; item < 5; item++) await queue.put(item)
  await expect(queue.join({ timeoutMs: 10 })).rejects.toBeInstanceOf(TimeoutError)
  let joined = false
  const join = queue.join().then(() => (joined = true))
  for (let item = 0; item < 5; item++) {
    expect(await queue.get()).toBe(item)
    expect(joined).toBe(false)
    await queue.taskDone()
  }
  await join
  expect(await queue.unfinished()).toBe(0)
  await expect(queue.taskDone()).rejects.toBeInstanceOf(InvalidStateError)
})

conform(52, async (_, subject) => {
  const queue = await openQueue(subject)
  const inThreads = subject === 'BlockingQueue'
  await using pool = inThreads ? new ThreadPoolExecutor({ maxWorkers: 2 }) : new ProcessPoolExecutor({ maxWorkers: 2 })
  const task = inThreads ? getFromThreadQueue : getFromProcessQueue
  // Two wait in other threads or processes, where a get blocks, and one here.
  const outcomes = [pool.run(task, queue.handle), pool.run(task, queue.handle), namedError(queue.get())]
  await until(async () => (await queue.waiting()).gets === 3)
  await queue.shutdown()
  expect(await Promise.all(outcomes)).toEqual(Array(3).fill('QueueShutDownError'))
})

conform(53, async (_, subject) => {
  const queue = await openQueue(subject, 2)
  await queue.put('L')
  await queue.put('O')
  const waiting = queue.put('Y').catch((error: unknown) => error)
  await until(async () => (await queue.waiting()).puts === 1)
  await queue.shutdown({ immediate: true })
  expect(await waiting).toBeInstanceOf(QueueShutDownError)
  expect(await queue.size()).toBe(0)
  const calls = [queue.put('E'), queue.putNowait('W'), queue.get(), queue.getNowait(), queue.get({ timeoutMs: 10 })]
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ reason: expect.any(QueueShutDownError) })
  }
  await queue.join() // what was dropped counts as done
  await queue.shutdown({ immediate: true })
})

conform(59, async (_, subject) => {
  const queue = await openQueue(subject)
  const giveUp = new AbortController()
  const [first, second] = [queue.get({ signal: giveUp.signal }), queue.get()]
  const given = first.catch((error: unknown) => error)
  await until(async () => (await queue.waiting()).gets === 2)
  const reason = new Error('no longer wanted')
  const put = queue.put('item')
  giveUp.abort(reason)
  expect(await given).toBe(reason)
  await put
  expect(await second).toBe('item')
  expect(await queue.size()).toBe(0)
})

conform(60, async (_, subject) => {
  const queue = await openQueue(subject, 1)
  await expect(queue.put(() => 'a function')).rejects.toBeInstanceOf(NotCloneableError)
  expect(await queue.size()).toBe(0)
  await queue.put('good', { timeoutMs: 5000 }) // the room of the bad one is free
  expect(await queue.get({ timeoutMs: 5000 })).toBe('good')
  await queue.taskDone()
  await queue.join()
})
