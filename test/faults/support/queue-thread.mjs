// A producer or consumer thread of the queue tests. What it did stands in shared memory, where it outlives the thread; it says
// when its modules are loaded.
import { parentPort, workerData } from 'node:worker_threads'
import { BlockingQueue } from '#engine/queues/index.js'

const { handle, role, from, to, attempted, stored, taken, total } = workerData
const queue = BlockingQueue.attach(handle)

/** Every third item is a record, the others are numbers. */
const itemOf = (number) => (number % 3 === 0 ? { number, text: 'x'.repeat(number % 100) } : number)
const numberOf = (item) => (typeof item === 'number' ? item : item.number)

const roles = {
  /** Puts items `from` to `to`; before each it says that it tries, after each that it is done. */
  produce: () => {
    const [tries, done] = [new Int32Array(attempted), new Uint8Array(stored)]
    for (let number = from; number < to; number++) {
      Atomics.store(tries, workerData.slot, number)
      queue.put(itemOf(number))
      Atomics.store(done, number, 1)
    }
  },
  /** Takes items until the queue is shut down, and counts each. */
  consume: () => {
    const [times, sum] = [new Uint8Array(taken), new Int32Array(total)]
    for (const item of queue) {
      Atomics.add(times, numberOf(item), 1)
      Atomics.add(sum, 0, 1)
    }
  },
  /** Puts items for ever. */
  flood: () => {
    for (let number = 0; ; number++) queue.put(itemOf(number))
  },
  /** Takes items for ever, and counts them. */
  drain: () => {
    const sum = new Int32Array(total)
    for (;;) {
      queue.get()
      Atomics.add(sum, 0, 1)
    }
  },
  /** Puts a 7 and never comes back from letting go of the lock. */
  dieHolding: () => {
    const { exchange } = Atomics
    Atomics.exchange = (...args) => {
      parentPort.postMessage('holding')
      for (;;) exchange(new Int32Array(1), 0, args.length)
    }
    queue.put(7)
  },
}

parentPort.postMessage('loaded')
roles[role]()
queue.detach()
