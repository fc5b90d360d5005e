import { setTimeout as sleep } from 'node:timers/promises'
import { PoolscopeError, type Clock } from '../../contract/index.ts'
import { systemClock } from '../../telemetry/clock.ts'
import type { Observer } from '../../telemetry/observer.ts'

const DEPTH_POLL_MS = 5
/** Who has waited this long for somebody who is gone waits for ever. */
const STUCK_MS = 2_000
const STUCK_POLL_MS = 50

/** As much of a queue as a watcher needs, wherever the queue is. */
export interface WatchedQueue {
  size(): number | Promise<number>
  /** How many gets wait now. */
  waitingGets(): number | Promise<number>
}

/** A producer or consumer that may still run. */
export interface QueueWorker {
  readonly name: string
  isAlive(): boolean
  join(timeoutMs?: number): Promise<void>
  stop(): void
}

/** Tells the observer the depth of a queue while a technique runs; the returned function stops that. Never rejects. */
export function watchDepth(queue: WatchedQueue, observer: Observer): () => Promise<void> {
  const stop = new AbortController()
  const look = async (): Promise<void> => observer.queueDepth(await queue.size(), systemClock.nowMs())
  const watch = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await look()
      await sleep(DEPTH_POLL_MS)
    }
    await look()
  }
  const watching = watch().catch((error: unknown) => {
    observer.log('warning', `The depth of the queue can no longer be read: ${String(error)}`)
  })
  return () => {
    stop.abort()
    return watching
  }
}

/**
 * Waits for producers. Those that are still there when no consumer is left and the queue has been full for a while
 * can never put another item: they are stopped, and the error says so.
 * @throws PoolscopeError with code ERR_STUCK
 */
export function joinProducers(
  producers: readonly QueueWorker[],
  consumers: readonly QueueWorker[],
  isFull: () => Promise<boolean>,
  clock: Clock = systemClock,
): Promise<void> {
  const isStuck = async (): Promise<boolean> => !consumers.some((consumer) => consumer.isAlive()) && isFull()
  return joinUnlessStuck(producers, isStuck, 'put: the queue is full, and no consumer is left', clock)
}

/**
 * Waits for consumers after the last producer has ended. Those that are still there when the queue has been empty
 * for a while can never get another item: they are stopped, and the error says so.
 * @throws PoolscopeError with code ERR_STUCK
 */
export function joinConsumers(
  consumers: readonly QueueWorker[],
  queue: WatchedQueue,
  clock: Clock = systemClock,
): Promise<void> {
  const isStuck = async (alive: number): Promise<boolean> =>
    (await queue.size()) === 0 && (await queue.waitingGets()) >= alive
  return joinUnlessStuck(consumers, isStuck, 'get: no producer is left, and no end mark is to come', clock)
}

async function joinUnlessStuck(
  workers: readonly QueueWorker[],
  isStuck: (alive: number) => Promise<boolean>,
  where: string,
  clock: Clock,
): Promise<void> {
  let sinceMs: number | null = null
  for (;;) {
    const alive = workers.filter((worker) => worker.isAlive())
    if (alive.length === 0) return
    sinceMs = (await isStuck(alive.length)) ? (sinceMs ?? clock.nowMs()) : null
    if (sinceMs !== null && clock.nowMs() - sinceMs >= STUCK_MS) {
      for (const worker of alive) worker.stop()
      await Promise.all(alive.map((worker) => worker.join()))
      const names = alive.map((worker) => worker.name).join(', ')
      const [verb, they] = alive.length === 1 ? ['waits', 'It was'] : ['wait', 'They were']
      throw new PoolscopeError('ERR_STUCK', `${names} ${verb} for ever in ${where}. ${they} stopped.`)
    }
    await Promise.race(alive.map((worker) => worker.join(STUCK_POLL_MS)))
  }
}
