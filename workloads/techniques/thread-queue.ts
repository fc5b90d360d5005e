import { z } from 'zod'
import { tasksOf, Thread } from '../executors/index.ts'
import { BlockingQueue } from '../queues/index.ts'
import { workloadSchema } from '../tasks/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import { producerOptions, queueFields } from './queue/fields.ts'
import type { Item } from './queue/item.ts'
import { joinConsumers, watchDepth } from './queue/watch.ts'
import type * as worker from './queue/thread-worker.ts'
import { defineTechnique } from './technique.ts'

const tasks = tasksOf<typeof worker>(new URL('./queue/thread-worker.js', import.meta.url))

const schema = z.object(queueFields(32))

/** Producer threads put items into a bounded queue in shared memory; consumer threads take them out. */
export const threadQueue = defineTechnique({
  id: 'thread-queue',
  title: 'Thread queue',
  schema,
  capacity: ({ capacity }) => (capacity > 0 ? capacity : null),
  async run({ params, seed, observer, signal, defaultFolder }) {
    const queue = new BlockingQueue<Item>({ maxSize: params.capacity })
    const stopWatching = watchDepth(() => queue.size, observer)
    const threads: Pick<Thread, 'terminate' | 'join'>[] = []
    const start = <I>(thread: Thread<I>): Thread<I> => {
      thread.start()
      threads.push(thread)
      // A thread that dies may hold the queue's lock.
      void thread.join().then(() => queue.releaseOwner(thread.threadId ?? -1))
      return thread
    }
    try {
      const options = await producerOptions(params.task, defaultFolder)
      const workload = { ...workloadSchema.parse({}), ...params }
      const startMs = systemClock.nowMs()
      const producers = Array.from({ length: params.producers }, (_, index) => {
        const input = { queue: queue.handle, index, producers: params.producers, params: workload, seed, options, startMs }
        return start(new Thread({ target: tasks('produceInThread'), input, role: 'producer', observer, signal }))
      })
      const consumers = Array.from({ length: params.consumers }, () => {
        const input = { queue: queue.handle, ending: params.ending }
        return start(new Thread({ target: tasks('consumeInThread'), input, role: 'consumer', observer, signal }))
      })

      for (const producer of producers) await producer.join()
      const marks = { 'sentinel-each': params.consumers, 'put-back': 1, 'one-sentinel': 1, shutdown: 0, 'while-not-empty': 0 }
      for (let n = marks[params.ending]; n > 0; n--) await queue.putAsync(null, { signal })
      if (params.ending === 'shutdown') queue.shutdown()
      await joinConsumers(
        consumers.map((consumer, index) => ({
          name: `consumer ${index + 1}`,
          isAlive: () => consumer.isAlive(),
          join: (timeoutMs) => consumer.join(timeoutMs),
          stop: () => consumer.terminate(),
        })),
        { size: () => queue.size, waitingGets: () => queue.waiters().reduce((sum, waiter) => sum + waiter.gets, 0) },
        observer,
      )
    } finally {
      for (const thread of threads) thread.terminate()
      for (const thread of threads) await thread.join()
      stopWatching()
      queue.detach()
    }
  },
})
