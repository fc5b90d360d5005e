import { z } from 'zod'
import { offerKnob } from '../contract/index.ts'
import { Process, tasksOf } from '../executors/index.ts'
import { ProcessQueue } from '../queues/index.ts'
import { queueFields } from './queue/fields.ts'
import type { Item } from './queue/item.ts'
import type * as worker from './queue/process-worker.ts'
import { runQueue } from './queue/run.ts'
import { defineTechnique } from './technique.ts'

const tasks = tasksOf<typeof worker>(new URL('./queue/process-worker.js', import.meta.url))

const schema = z.object(queueFields(16))

/** Producer processes put items into a queue behind a socket; consumer processes take them out. */
export const processQueue = defineTechnique({
  id: 'process-queue',
  title: 'Process queue',
  schema,
  capacity: ({ capacity }) => (capacity > 0 ? capacity : null),
  // Producers hold room in advance: the bound of this queue cannot change while they do.
  knobs: () => [offerKnob('slow', 1), offerKnob('kill', null)],
  async run(context) {
    const { observer, signal, params } = context
    await using queue = await ProcessQueue.create<Item>({ maxSize: params.capacity })
    const start = <I>(child: Process<I>, name: string) => {
      child.start()
      return {
        name,
        index: child.index,
        isAlive: () => child.isAlive(),
        join: (timeoutMs?: number) => child.join(timeoutMs),
        stop: () => child.kill(),
        crash: () => child.crash(),
        slow: (factor: number) => child.slow(factor),
      }
    }
    await runQueue(context, {
      startProducer: (job, name) => {
        const input = { ...job, queue: queue.handle }
        return start(new Process({ target: tasks('produceInProcess'), input, role: 'producer', observer, signal }), name)
      },
      startConsumer: (job, name) => {
        const input = { ...job, queue: queue.handle }
        return start(new Process({ target: tasks('consumeInProcess'), input, role: 'consumer', observer, signal }), name)
      },
      putMark: (stop) => queue.put(null, { signal: stop }),
      shutdown: () => queue.shutdown(),
      size: () => queue.size(),
      waitingGets: async () => (await queue.waiters()).gets,
    })
  },
})
