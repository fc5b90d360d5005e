// A producer or consumer process. It says when it is connected to the queue of a job, and starts when it is told to.
import { ProcessQueue } from '#engine/queues/index.js'
import { ITEMS } from './queue-items.mjs'

/** Puts all numbers, and an end mark for each consumer. */
const produce = async (queue, { count, consumers, of }) => {
  const { item } = ITEMS[of]
  for (let number = 0; number < count; number++) await queue.put(item(number))
  for (let mark = 0; mark < consumers; mark++) await queue.put(null)
  await queue.flush()
  return { items: 0, sum: 0 }
}

const consume = async (queue, { of }) => {
  const { ofItem } = ITEMS[of]
  let [items, sum] = [0, 0]
  for (let item = await queue.get(); item !== null; item = await queue.get()) {
    items++
    sum += ofItem(item)
  }
  return { items, sum }
}

let start = null
process.on('disconnect', () => process.exit(0))
process.on('message', async (message) => {
  if (message !== 'start') {
    const queue = ProcessQueue.connect(message.handle)
    await queue.size()
    start = async () => {
      const done = await (message.role === 'produce' ? produce(queue, message) : consume(queue, message))
      process.send(done)
      await queue.close()
    }
    process.send('attached')
  } else await start()
})
