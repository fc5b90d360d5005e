import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BlockingQueue } from '#engine/queues/index.js'

const ENTRY = new URL('./queue-thread.mjs', import.meta.url)

export interface QueueThreadData {
  readonly handle: BlockingQueue<unknown>['handle']
  readonly role: string
  readonly total: SharedArrayBuffer
  readonly [name: string]: unknown
}

export interface QueueThread {
  readonly worker: Worker
  readonly threadId: number
  readonly exited: Promise<unknown>
  /** Ends it, whatever it does, but never while it loads its modules (see `thread-channel.ts`). */
  end(): Promise<void>
}

/** A thread of producers or consumers, as `queue-thread.mjs` describes them. */
export function startQueueThread(workerData: QueueThreadData): QueueThread {
  const worker = new Worker(ENTRY, { workerData })
  const exited = once(worker, 'exit')
  const loaded = once(worker, 'message')
  exited.catch(() => undefined) // who waits for it hears of it
  loaded.catch(() => undefined)
  const end = async (): Promise<void> => {
    await Promise.race([loaded, exited])
    await worker.terminate()
  }
  return { worker, threadId: worker.threadId, exited, end }
}
