import type { z } from 'zod'
import { workloadSchema } from '../../tasks/index.ts'
import { systemClock } from '../../telemetry/clock.ts'
import { findAlive } from '../knobs.ts'
import type { TechniqueContext } from '../technique.ts'
import { producerOptions, type queueFields } from './fields.ts'
import type { Ending } from './item.ts'
import { joinConsumers, joinProducers, watchDepth, type QueueWorker, type WatchedQueue } from './watch.ts'
import type { ConsumerJob, ProducerJob } from './work.ts'

export type QueueParams = z.infer<z.ZodObject<ReturnType<typeof queueFields>>>

/** A producer or consumer whose knobs can be turned. */
export interface TurnableWorker extends QueueWorker {
  /** In telemetry. */
  readonly index: number
  crash(): void
  slow(factor: number): void
}

/** What differs between a queue of threads and one of processes. */
export interface QueueSide extends WatchedQueue {
  startProducer(job: ProducerJob, name: string): TurnableWorker
  startConsumer(job: ConsumerJob, name: string): TurnableWorker
  /** Puts an end mark. */
  putMark(signal: AbortSignal): Promise<void>
  shutdown(): Promise<void> | void
  /** Another capacity from now on (0: none), where the queue can have that. */
  bound?(capacity: number): void
}

/** End marks that the producers' side puts when it has ended. */
const marksFor = (ending: Ending, consumers: number): number =>
  ending === 'sentinel-each' ? consumers : ending === 'put-back' || ending === 'one-sentinel' ? 1 : 0

/** Starts producers and consumers, joins the producers, tells the consumers that this was all, and joins them. */
export async function runQueue(
  { params, seed, observer, signal, defaultFolder, bindKnobs }: TechniqueContext<QueueParams>,
  side: QueueSide,
): Promise<void> {
  const stopWatching = watchDepth(side, observer)
  const producers: TurnableWorker[] = []
  const consumers: TurnableWorker[] = []
  let { capacity } = params
  bindKnobs({
    kill: ({ worker }) => findAlive([...producers, ...consumers], worker).crash(),
    slow: ({ worker, value }) => findAlive(consumers, worker).slow(value),
    bound: ({ value }) => side.bound?.((capacity = value)),
  })
  try {
    const options = await producerOptions(params.task, defaultFolder)
    const job = { producers: params.producers, params: { ...workloadSchema.parse({}), ...params }, seed, options }
    const startMs = systemClock.nowMs()
    for (let index = 0; index < params.producers; index++) {
      producers.push(side.startProducer({ ...job, index, startMs }, `producer ${index + 1}`))
    }
    for (let number = 1; number <= params.consumers; number++) {
      consumers.push(side.startConsumer({ ending: params.ending }, `consumer ${number}`))
    }
    const isFull = async (): Promise<boolean> => capacity > 0 && (await side.size()) >= capacity
    await joinProducers(producers, consumers, isFull)
    await putMarks(side, marksFor(params.ending, params.consumers), consumers, signal)
    if (params.ending === 'shutdown') await side.shutdown()
    await joinConsumers(consumers, side)
  } finally {
    for (const worker of [...producers, ...consumers]) worker.stop()
    for (const worker of [...producers, ...consumers]) await worker.join()
    await stopWatching()
  }
}

/** Puts end marks while anybody is left to get them: with no consumer, a full queue would never have room for one. */
async function putMarks(
  side: QueueSide,
  marks: number,
  consumers: readonly QueueWorker[],
  signal: AbortSignal,
): Promise<void> {
  const giveUp = new AbortController()
  const onAbort = (): void => giveUp.abort()
  signal.addEventListener('abort', onAbort, { once: true })
  void Promise.all(consumers.map((consumer) => consumer.join())).then(onAbort)
  try {
    for (let left = marks; left > 0 && !giveUp.signal.aborted; left--) await side.putMark(giveUp.signal)
  } catch (error) {
    if (!giveUp.signal.aborted) throw error
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
