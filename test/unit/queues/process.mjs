// A process of the tests of ProcessQueue: does what the messages say and answers each with its outcome.
import { ProcessQueue } from '#engine/queues/index.js'

let queue

const actions = {
  connect: ({ handle }) => {
    queue = ProcessQueue.connect(handle)
  },
  create: async () => {
    queue = await ProcessQueue.create()
    return queue.handle.address.folder
  },
  put: ({ item, options }) => queue.put(item, options),
  putAFunction: () => queue.put(() => 1),
  get: ({ options }) => queue.get(options),
  taskDone: () => queue.taskDone(),
  produce: async ({ producer, count, text }) => {
    for (let index = 0; index < count; index++) {
      const number = producer * 1e6 + index
      await queue.put(text ? { number, text: 'x'.repeat(number % 200) } : number)
    }
    await queue.flush()
  },
  /** Takes items until the queue is shut down; with `report`, tells of each before it takes the next. */
  consume: async ({ report, doneToo }) => {
    const numbers = []
    for await (const item of queue) {
      const number = typeof item === 'number' ? item : item.number
      if (report) await new Promise((resolve) => process.send({ took: number }, resolve))
      else numbers.push(number)
      if (doneToo) await queue.taskDone()
    }
    return numbers
  },
  /** Takes `count` items at full speed, then blocks its event loop for ever, before it can tell the broker anything. */
  takeAndBlock: async ({ count }) => {
    const numbers = []
    while (numbers.length < count) numbers.push(await queue.get())
    process.send({ took: numbers })
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
  putAndExit: async ({ items }) => {
    for (const item of items) await queue.put(item)
    process.exit(0)
  },
  close: () => queue.close(),
}

process.on('message', async ({ id, action, ...args }) => {
  try {
    process.send({ id, value: await actions[action](args) })
  } catch (error) {
    process.send({ id, error: { code: error.code, message: error.message } })
  }
})
process.on('disconnect', () => process.exit())
process.send({ ready: true })
