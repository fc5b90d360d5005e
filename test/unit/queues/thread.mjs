// A thread of the tests of BlockingQueue: does what the messages say and answers each with its outcome.
import { parentPort, workerData } from 'node:worker_threads'
import { BlockingQueue } from '#engine/queues/index.js'

const queue = BlockingQueue.attach(workerData)
let held = []

const actions = {
  put: ({ item, options }) => queue.put(item, options),
  get: ({ options }) => queue.get(options),
  join: ({ options }) => queue.join(options),
  /** Puts `count` items that are different from those of every other producer. */
  produce: ({ producer, count, text }) => {
    for (let index = 0; index < count; index++) {
      const number = producer * 1e6 + index
      queue.put(text ? { number, text: 'x'.repeat(number % 200) } : number)
    }
  },
  /** Takes items until the queue is shut down. */
  consume: ({ doneToo }) => {
    const numbers = []
    for (const item of queue) {
      numbers.push(typeof item === 'number' ? item : item.number)
      if (doneToo) queue.taskDone()
    }
    return numbers
  },
  /** Puts and takes for ever, to be terminated at any point. */
  churn: () => {
    for (;;) {
      try {
        queue.put({ text: 'x'.repeat(50) }, { timeoutMs: 1 })
        queue.get({ timeoutMs: 1 })
      } catch (error) {
        if (error.code !== 'ERR_QUEUE_FULL' && error.code !== 'ERR_QUEUE_EMPTY') throw error
      }
    }
  },
  /** Puts a 7 and never comes back from letting go of the lock: it stays held. */
  dieHolding: () => {
    const { exchange } = Atomics
    Atomics.exchange = (...args) => {
      parentPort.postMessage({ holding: true })
      for (;;) exchange(new Int32Array(1), 0, args.length)
    }
    queue.put(7)
  },
  hold: ({ count }) => {
    held = Array.from({ length: count }, () => queue.get())
    return held
  },
}

parentPort.on('message', ({ id, action, ...args }) => {
  parentPort.postMessage({ id, started: true })
  try {
    parentPort.postMessage({ id, value: actions[action](args) })
  } catch (error) {
    parentPort.postMessage({ id, error: { code: error.code, message: error.message } })
  }
})
