// A producer or consumer thread. It says when it has attached to the queue of a job, and starts when it is told to.
import { parentPort } from 'node:worker_threads'
import { BlockingQueue } from '#engine/queues/index.js'
import { ITEMS } from './queue-items.mjs'

/** Puts all numbers, and an end mark for each consumer. */
const produce = (queue, { count, consumers, of }) => {
  const { item } = ITEMS[of]
  for (let number = 0; number < count; number++) queue.put(item(number))
  for (let mark = 0; mark < consumers; mark++) queue.put(null)
  return { items: 0, sum: 0 }
}

const consume = (queue, { of }) => {
  const { ofItem } = ITEMS[of]
  let [items, sum] = [0, 0]
  for (let item = queue.get(); item !== null; item = queue.get()) {
    items++
    sum += ofItem(item)
  }
  return { items, sum }
}

let start = null
parentPort.on('message', (message) => {
  if (message !== 'start') {
    const queue = BlockingQueue.attach(message.handle)
    start = () => {
      const done = message.role === 'produce' ? produce(queue, message) : consume(queue, message)
      queue.detach()
      return done
    }
    parentPort.postMessage('attached')
  } else parentPort.postMessage(start())
})
