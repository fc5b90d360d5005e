import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { BlockingQueue } from '#engine/queues/index.js'
import type { OpenContestant } from './contestant.ts'
import { queueRound, type QueueJob, type QueuePeer } from './queue-round.ts'

const ENTRY = new URL('./workers/queue-thread.mjs', import.meta.url)
const CAPACITY = 100
const COUNTS = { numbers: 300_000, objects: 100_000 } as const
const SMALL = { numbers: 30_000, objects: 10_000 } as const

/** One producer thread, two consumer threads. */
export const open: OpenContestant<null> = () => {
  const workers = Array.from({ length: 3 }, () => new Worker(ENTRY))
  const [producer, ...consumers] = workers.map((worker): QueuePeer => ({
    send: (message) => worker.postMessage(message),
    answer: async () => ((await once(worker, 'message')) as unknown[])[0],
  }))
  const itemsPerS = async (of: QueueJob['of'], count: number): Promise<number> => {
    if (producer === undefined) throw new Error('there is no producer')
    const queue = new BlockingQueue<unknown>({ maxSize: CAPACITY })
    try {
      return await queueRound([producer, ...consumers], { handle: queue.handle, of, count })
    } finally {
      queue.detach()
    }
  }
  return {
    round: async (small) => {
      const counts = small ? SMALL : COUNTS
      return { numbers: await itemsPerS('numbers', counts.numbers), objects: await itemsPerS('objects', counts.objects) }
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  }
}
