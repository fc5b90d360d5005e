import { expect, it } from 'vitest'
import { QueueFullError, UsageError } from '#engine/contract/errors.js'
import { BlockingQueue } from '#engine/queues/index.js'

it('a queue is bounded anew for all threads: who waits for room goes on, what is in it stays', async () => {
  using queue = new BlockingQueue<number>({ maxSize: 2 })
  using other = BlockingQueue.attach<number>(queue.handle) // as another thread would
  queue.putNowait(1)
  queue.putNowait(2)
  const waiting = [queue.putAsync(3), other.putAsync(4)]
  expect(queue.full()).toBe(true)
  other.bound(4)
  await Promise.all(waiting)
  expect([queue.maxSize, other.maxSize, queue.size]).toEqual([4, 4, 4])

  queue.bound(1)
  expect([queue.size, other.full()]).toEqual([4, true])
  expect(() => other.putNowait(5)).toThrow(QueueFullError)
  expect([1, 2, 3, 4].map(() => queue.getNowait()).sort((a, b) => a - b)).toEqual([1, 2, 3, 4])
  queue.putNowait(6)
  expect(() => queue.putNowait(7)).toThrow('holds 1 items')

  queue.bound(0)
  for (let item = 0; item < 10; item++) other.putNowait(item)
  expect([queue.full(), queue.size]).toEqual([false, 11])
  expect(() => queue.bound(1.5)).toThrow(UsageError)
})
