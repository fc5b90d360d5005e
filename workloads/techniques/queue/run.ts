import type { z } from 'zod'
import { workloadSchema } from '../../tasks/index.ts'
import { systemClock } from '../../telemetry/clock.ts'
import type { TechniqueContext } from '../technique.ts'
import { producerOptions, type queueFields } from './fields.ts'
import type { Ending } from './item.ts'
import { joinConsumers, watchDepth, type QueueWorker, type WatchedQueue } from './watch.ts'
import type { ConsumerJob, ProducerJob } from './work.ts'

export type QueueParams = z.infer<z.ZodObject<ReturnType<typeof queueFields>>>

/** What differs between a queue of threads and one of processes. */
export interface QueueSide extends WatchedQueue {
  startProducer(job: ProducerJob): QueueWorker
  startConsumer(job: ConsumerJob, name: string): QueueWorker
  /** Puts an end mark. */
  putMark(signal: AbortSignal): Promise<void>
  shutdown(): Promise<void> | void
}

/** End marks that the producers' side puts when it has ended. */
const marksFor = (ending: Ending, consumers: number): number =>
  ending === 'sentinel-each' ? consumers : ending === 'put-back' || ending === 'one-sentinel' ? 1 : 0

/** Starts producers and consumers, joins the producers, tells the consumers that this was all, and joins them. */
export async function runQueue(
  { params, seed, observer, signal, defaultFolder }: TechniqueContext<QueueParams>,
  side: QueueSide,
): Promise<void> {
  const stopWatching = watchDepth(side, observer)
  const workers: QueueWorker[] = []
  try {
    const options = await producerOptions(params.task, defaultFolder)
    const job = { producers: params.producers, params: { ...workloadSchema.parse({}), ...params }, seed, options }
    const startMs = systemClock.nowMs()
    for (let index = 0; index < params.producers; index++) workers.push(side.startProducer({ ...job, index, startMs }))
    const producers = [...workers]
    for (let number = 1; number <= params.consumers; number++) {
      workers.push(side.startConsumer({ ending: params.ending }, `consumer ${number}`))
    }
    for (const producer of producers) await producer.join()
    for (let left = marksFor(params.ending, params.consumers); left > 0; left--) await side.putMark(signal)
    if (params.ending === 'shutdown') await side.shutdown()
    await joinConsumers(workers.slice(producers.length), side, observer)
  } finally {
    for (const worker of workers) worker.stop()
    for (const worker of workers) await worker.join()
    await stopWatching()
  }
}
