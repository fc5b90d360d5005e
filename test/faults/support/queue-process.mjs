// A producer or consumer process of the queue tests. What it did stands in files, which outlive it.
import { openSync, writeSync } from 'node:fs'
import { ProcessQueue } from '#engine/queues/index.js'

/** Puts between two flushes. */
const FLUSH_EVERY = 200

/** A file of 32-bit numbers, each there at once. */
class Numbers {
  #file
  #word = new Int32Array(1)
  #bytes = new Uint8Array(this.#word.buffer)

  constructor(path, flags) {
    this.#file = openSync(path, flags)
  }

  /** At `position`, or at the end. */
  write(number, position = null) {
    this.#word[0] = number
    writeSync(this.#file, this.#bytes, 0, 4, position)
  }
}

const itemOf = (number) => (number % 3 === 0 ? { number, text: 'x'.repeat(number % 100) } : number)
const numberOf = (item) => (typeof item === 'number' ? item : item.number)

const roles = {
  /** Puts items `from` to `to`. Word 0 of its file: one more than it tried; word 1: one more than is flushed. */
  produce: async (queue, { from, to, file }) => {
    const said = new Numbers(file, 'r+')
    for (let number = from; number < to; number++) {
      said.write(number + 1, 0)
      await queue.put(itemOf(number))
      if ((number + 1) % FLUSH_EVERY !== 0 && number + 1 < to) continue
      await queue.flush()
      said.write(number + 1, 4)
    }
  },
  /** Puts items for ever. */
  flood: async (queue) => {
    for (let number = 0; ; number++) await queue.put(itemOf(number))
  },
  /** Takes items for ever, and says how many. */
  drain: async (queue) => {
    for (let taken = 1; ; taken++) {
      await queue.get()
      if (taken % 1000 === 0) process.send(1000)
    }
  },
  /** Takes items until the queue is shut down, and writes each down before it takes the next. */
  consume: async (queue, { file }) => {
    const said = new Numbers(file, 'a')
    for await (const item of queue) said.write(numberOf(item))
  },
}

process.on('disconnect', () => process.exit(1))
process.once('message', async ({ handle, role, ...rest }) => {
  const queue = ProcessQueue.connect(handle)
  await roles[role](queue, rest)
  await queue.close()
  process.exit(0)
})
