import { z } from 'zod'
import { offerKnob } from '../contract/index.ts'
import { tasksOf, Thread } from '../executors/index.ts'
import { BlockingQueue } from '../queues/index.ts'
import { queueFields } from './queue/fields.ts'
import type { Item } from './queue/item.ts'
import { runQueue } from './queue/run.ts'
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
  knobs: ({ capacity }) => [offerKnob('bound', capacity, { max: 100_000 }), offerKnob('slow', 1), offerKnob('kill', null)],
  async run(context) {
    const { observer, signal, params } = context
    const queue = new BlockingQueue<Item>({ maxSize: params.capacity })
    const start = <I>(thread: Thread<I>, name: string) => {
      thread.start()
      // A thread that dies may hold the queue's lock.
      void thread.join().then(() => queue.releaseOwner(thread.threadId ?? -1))
      return {
        name,
        index: thread.index,
        isAlive: () => thread.isAlive(),
        join: (timeoutMs?: number) => thread.join(timeoutMs),
        stop: () => thread.terminate(),
        crash: () => thread.crash(),
        slow: (factor: number) => thread.slow(factor),
      }
    }
    await runQueue(context, {
      startProducer: (job, name) => {
        const input = { ...job, queue: queue.handle }
        return start(new Thread({ target: tasks('produceInThread'), input, role: 'producer', observer, signal }), name)
      },
      startConsumer: (job, name) => {
        const input = { ...job, queue: queue.handle }
        return start(new Thread({ target: tasks('consumeInThread'), input, role: 'consumer', observer, signal }), name)
      },
      putMark: (stop) => queue.putAsync(null, { signal: stop }),
      shutdown: () => queue.shutdown(),
      bound: (capacity) => queue.bound(capacity),
      size: () => queue.size,
      waitingGets: () => queue.waiters().reduce((sum, waiter) => sum + waiter.gets, 0),
    })
    queue.detach()
  },
})
