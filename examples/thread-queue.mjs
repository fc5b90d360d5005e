// A producer and two consumers, each a thread, with a bounded queue in shared memory between them.
//   npm run build && node examples/thread-queue.mjs
import { BlockingQueue, tasksOf, Thread } from 'poolscope'

const tasks = tasksOf(new URL('./queue-tasks.mjs', import.meta.url))
const jobs = new BlockingQueue({ maxSize: 4 })
const results = new BlockingQueue()

const producer = new Thread({ target: tasks('produce'), input: { jobs: jobs.handle, count: 20 } })
const consumers = ['consumer 1', 'consumer 2'].map(
  (name) => new Thread({ target: tasks('consume'), input: { name, jobs: jobs.handle, results: results.handle } }),
)
for (const thread of [producer, ...consumers]) thread.start()

async function endInTurn() {
  await producer.join()
  jobs.shutdown() // consumers take what is left, then their loops end
  for (const consumer of consumers) await consumer.join()
  results.shutdown()
}
const ended = endInTurn()

// The main thread must not block, so it takes items with `await`.
for await (const { name, limit, count } of results) console.log(`${name}: ${count} primes below ${limit}`)
await ended
