import { PoolscopeError, type Clock } from '../../contract/index.ts'
import { systemClock } from '../../telemetry/clock.ts'
import type { Observer } from '../../telemetry/observer.ts'

const DEPTH_POLL_MS = 5
/** Consumers that wait this long on an empty queue, with no producer left, wait for ever. */
const STUCK_MS = 2_000

/** Tells the observer the depth of a queue while a technique runs; returns what stops it. */
export function watchDepth(size: () => number, observer: Observer): () => void {
  const timer = setInterval(() => observer.queueDepth(size(), systemClock.nowMs()), DEPTH_POLL_MS)
  return () => {
    clearInterval(timer)
    observer.queueDepth(size(), systemClock.nowMs())
  }
}

/** A consumer that may still run. */
export interface Waiter {
  readonly name: string
  isAlive(): boolean
  join(timeoutMs?: number): Promise<void>
  stop(): void
}

/**
 * Waits for consumers after the last producer has ended. Those that are still there when the queue has been empty
 * for a while can never get another item: they are stopped, and the error says so.
 * @throws PoolscopeError with code ERR_STUCK
 */
export async function joinConsumers(
  consumers: readonly Waiter[],
  queue: { size(): number; waitingGets(): number },
  observer: Observer,
  clock: Clock = systemClock,
): Promise<void> {
  let sinceMs: number | null = null
  for (;;) {
    const alive = consumers.filter((consumer) => consumer.isAlive())
    if (alive.length === 0) return
    const stuck = queue.size() === 0 && queue.waitingGets() >= alive.length
    sinceMs = stuck ? (sinceMs ?? clock.nowMs()) : null
    if (sinceMs !== null && clock.nowMs() - sinceMs >= STUCK_MS) {
      for (const consumer of alive) consumer.stop()
      await Promise.all(alive.map((consumer) => consumer.join()))
      const names = alive.map((consumer) => consumer.name).join(', ')
      const verb = alive.length === 1 ? 'waits' : 'wait'
      observer.log('error', `${names} ${verb} in get for ever: no producer is left, and no end mark is to come.`)
      throw new PoolscopeError('ERR_STUCK', `${names} waited in get for ever and had to be stopped.`)
    }
    await Promise.race(alive.map((consumer) => consumer.join(50)))
  }
}
