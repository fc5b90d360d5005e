import { fork } from 'node:child_process'
import { once } from 'node:events'
import { ProcessQueue } from '#engine/queues/index.js'
import type { OpenContestant } from './contestant.ts'
import { queueRound, type QueueJob, type QueuePeer } from './queue-round.ts'

const ENTRY = new URL('./workers/queue-process.mjs', import.meta.url)
const CAPACITY = 100
const COUNTS = { numbers: 100_000, objects: 50_000 } as const
const SMALL = { numbers: 10_000, objects: 5000 } as const

/** One producer process, two consumer processes. */
export const open: OpenContestant<null> = () => {
  const children = Array.from({ length: 3 }, () => fork(ENTRY, { serialization: 'advanced' }))
  const [producer, ...consumers] = children.map((child): QueuePeer => ({
    send: (message) => void child.send(message),
    answer: async () => ((await once(child, 'message')) as unknown[])[0],
  }))
  const itemsPerS = async (of: QueueJob['of'], count: number): Promise<number> => {
    if (producer === undefined) throw new Error('there is no producer')
    await using queue = await ProcessQueue.create<unknown>({ maxSize: CAPACITY })
    return await queueRound([producer, ...consumers], { handle: queue.handle, of, count })
  }
  return {
    round: async (small) => {
      const counts = small ? SMALL : COUNTS
      return { numbers: await itemsPerS('numbers', counts.numbers), objects: await itemsPerS('objects', counts.objects) }
    },
    close: async () => {
      for (const child of children) child.disconnect()
    },
  }
}
