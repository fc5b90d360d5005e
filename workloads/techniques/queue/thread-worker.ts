import { QueueEmptyError, QueueFullError, QueueShutDownError } from '../../contract/errors.ts'
import type { TaskContext } from '../../contract/index.ts'
import { BlockingQueue, type BlockingQueueHandle } from '../../queues/blocking-queue.ts'
import { MOMENT_MS, type Endpoint, type Item } from './item.ts'
import { consume, produce, type ConsumerJob, type ProducerJob } from './work.ts'

/** The targets of producer and consumer threads: they really block in `put` and `get`. */
interface WithQueue {
  readonly queue: BlockingQueueHandle<Item>
}

export async function produceInThread(job: ProducerJob & WithQueue, context: TaskContext): Promise<void> {
  await using endpoint = openEndpoint(job.queue)
  await produce(job, endpoint, context)
}

export async function consumeInThread(job: ConsumerJob & WithQueue, context: TaskContext): Promise<void> {
  await using endpoint = openEndpoint(job.queue)
  await consume(job, endpoint, context)
}

function openEndpoint(handle: BlockingQueueHandle<Item>): Endpoint {
  const queue = BlockingQueue.attach(handle)
  return {
    put(item, onWait) {
      try {
        queue.put(item, { timeoutMs: MOMENT_MS })
      } catch (error) {
        if (!(error instanceof QueueFullError)) throw error
        const endWait = onWait()
        queue.put(item)
        endWait()
      }
      return Promise.resolve()
    },
    get(onWait) {
      try {
        return Promise.resolve(take(queue, onWait))
      } catch (error) {
        if (error instanceof QueueShutDownError) return Promise.resolve(undefined)
        throw error
      }
    },
    isEmpty: () => Promise.resolve(queue.empty()),
    [Symbol.asyncDispose]: () => {
      queue.detach()
      return Promise.resolve()
    },
  }
}

function take(queue: BlockingQueue<Item>, onWait: () => () => void): Item {
  try {
    return queue.get({ timeoutMs: MOMENT_MS })
  } catch (error) {
    if (!(error instanceof QueueEmptyError)) throw error
    const endWait = onWait()
    try {
      return queue.get()
    } finally {
      endWait()
    }
  }
}
