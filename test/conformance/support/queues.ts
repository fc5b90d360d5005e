import { onTestFinished } from 'vitest'
import { BlockingQueue, ProcessQueue } from '#engine/queues/index.js'
import type { Subject } from '../cases.ts'

/** What both queues can do, as far as the cases need it. */
export interface AnyQueue {
  put(item: unknown, options?: { timeoutMs?: number; signal?: AbortSignal }): Promise<void>
  get(options?: { timeoutMs?: number; signal?: AbortSignal }): Promise<unknown>
  putNowait(item: unknown): Promise<void>
  getNowait(): Promise<unknown>
  taskDone(): Promise<void>
  join(options?: { timeoutMs?: number }): Promise<void>
  shutdown(options?: { immediate?: boolean }): Promise<void>
  size(): Promise<number>
  unfinished(): Promise<number>
  /** Gets and puts that wait, in all threads or processes. */
  waiting(): Promise<{ gets: number; puts: number }>
  /** For a task in a worker: how it finds the queue. */
  readonly handle: unknown
}

/** A queue of the kind that the case is tried on; it ends with the test. */
export async function openQueue(subject: Subject, maxSize = 0): Promise<AnyQueue> {
  return subject === 'ProcessQueue' ? await processQueue(maxSize) : blockingQueue(maxSize)
}

function blockingQueue(maxSize: number): AnyQueue {
  const queue = new BlockingQueue({ maxSize })
  onTestFinished(() => queue.detach())
  const waitersOf = (kind: 'gets' | 'puts'): number => queue.waiters().reduce((sum, waiter) => sum + waiter[kind], 0)
  return {
    handle: queue.handle,
    put: (item, options) => queue.putAsync(item, options),
    get: (options) => queue.getAsync(options),
    putNowait: async (item) => queue.putNowait(item),
    getNowait: async () => queue.getNowait(),
    taskDone: async () => queue.taskDone(),
    join: (options) => queue.joinAsync(options),
    shutdown: async (options) => queue.shutdown(options),
    size: async () => queue.size,
    unfinished: async () => queue.unfinished,
    waiting: async () => ({ gets: waitersOf('gets'), puts: waitersOf('puts') }),
  }
}

async function processQueue(maxSize: number): Promise<AnyQueue> {
  const queue = await ProcessQueue.create({ maxSize })
  onTestFinished(() => queue.close())
  return {
    handle: queue.handle,
    put: (item, options) => queue.put(item, options),
    get: (options) => queue.get(options),
    putNowait: (item) => queue.putNowait(item),
    getNowait: () => queue.getNowait(),
    taskDone: () => queue.taskDone(),
    join: (options) => queue.join(options),
    shutdown: (options) => queue.shutdown(options),
    size: () => queue.size(),
    unfinished: () => queue.unfinished(),
    waiting: () => queue.waiters(),
  }
}
