import { setTimeout as sleep } from 'node:timers/promises'
import { PoolscopeError, type Clock } from '../../contract/index.ts'
import { systemClock } from '../../telemetry/clock.ts'
import type { Observer } from '../../telemetry/observer.ts'

const DEPTH_POLL_MS = 5
/** Consumers that wait this long on an empty queue, with no producer left, wait for ever. */
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
 * Waits for consumers after the last producer has ended. Those that are still there when the queue has been empty
 * for a while can never get another item: they are stopped, and the error says so.
 * @throws PoolscopeError with code ERR_STUCK
 */
export async function joinConsumers(
  consumers: readonly QueueWorker[],
  queue: WatchedQueue,
  observer: Observer,
  clock: Clock = systemClock,
): Promise<void> {
  let sinceMs: number | null = null
  for (;;) {
    const alive = consumers.filter((consumer) => consumer.isAlive())
    if (alive.length === 0) return
    const stuck = (await queue.size()) === 0 && (await queue.waitingGets()) >= alive.length
    sinceMs = stuck ? (sinceMs ?? clock.nowMs()) : null
    if (sinceMs !== null && clock.nowMs() - sinceMs >= STUCK_MS) {
      for (const consumer of alive) consumer.stop()
      await Promise.all(alive.map((consumer) => consumer.join()))
      const names = alive.map((consumer) => consumer.name).join(', ')
      const verb = alive.length === 1 ? 'waits' : 'wait'
      observer.log('error', `${names} ${verb} in get for ever: no producer is left, and no end mark is to come.`)
      throw new PoolscopeError('ERR_STUCK', `${names} waited in get for ever and had to be stopped.`)
    }
    await Promise.race(alive.map((consumer) => consumer.join(STUCK_POLL_MS)))
  }
}
