import { QueueShutDownError } from '../../contract/errors.ts'
import type { TaskContext } from '../../contract/index.ts'
import { ProcessQueue, type ProcessQueueHandle } from '../../queues/process-queue.ts'
import { MOMENT_MS, type Endpoint, type Item } from './item.ts'
import { consume, produce, type ConsumerJob, type ProducerJob } from './work.ts'

/** The targets of producer and consumer processes: they wait in `put` and `get` of a queue behind a socket. */
interface WithQueue {
  readonly queue: ProcessQueueHandle<Item>
}

export async function produceInProcess(job: ProducerJob & WithQueue, context: TaskContext): Promise<void> {
  await using endpoint = openEndpoint(job.queue)
  await produce(job, endpoint, context)
}

export async function consumeInProcess(job: ConsumerJob & WithQueue, context: TaskContext): Promise<void> {
  await using endpoint = openEndpoint(job.queue)
  await consume(job, endpoint, context)
}

function openEndpoint(handle: ProcessQueueHandle<Item>): Endpoint {
  const queue = ProcessQueue.connect(handle)
  return {
    put: (item, onWait) => reporting(queue.put(item), onWait),
    async get(onWait) {
      try {
        return await reporting(queue.get(), onWait)
      } catch (error) {
        if (error instanceof QueueShutDownError) return undefined
        throw error
      }
    },
    isEmpty: () => queue.empty(),
    [Symbol.asyncDispose]: () => queue.close(),
  }
}

/** Tells of a wait that takes longer than a moment. */
async function reporting<T>(operation: Promise<T>, onWait: () => () => void): Promise<T> {
  let endWait: (() => void) | null = null
  const timer = setTimeout(() => (endWait = onWait()), MOMENT_MS)
  try {
    return await operation
  } finally {
    clearTimeout(timer)
    ;(endWait as (() => void) | null)?.()
  }
}
