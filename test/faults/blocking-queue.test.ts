import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { BlockingQueue } from '#engine/queues/index.js'
import { createRandom, type Random } from '#engine/tasks/random.js'
import { ITEMS, SEED } from './scale.ts'
import { backTo, resources } from './support/resources.ts'
import { startQueueThread, type QueueThread } from './support/queue-threads.ts'
import { until } from './support/until.ts'

const PRODUCERS = 4
const CONSUMERS = 3

interface Thread extends QueueThread {
  readonly role: string
  readonly slot: number
}

/** Producers and consumers on one queue, and what they did in shared memory. */
class Traffic {
  readonly queue: BlockingQueue<unknown>
  readonly threads = new Set<Thread>()
  readonly killed = { produce: 0, consume: 0 }
  readonly #share: number
  /** Per producer, the item that it tried last. */
  readonly #attempted = new Int32Array(new SharedArrayBuffer(4 * PRODUCERS)).fill(-1)
  /** Per item, whether its put returned, and how often it was taken. */
  readonly stored: Uint8Array
  readonly taken: Uint8Array
  readonly #total = new Int32Array(new SharedArrayBuffer(4))

  constructor(maxSize: number) {
    this.queue = new BlockingQueue({ maxSize })
    this.#share = Math.floor(ITEMS / PRODUCERS)
    this.stored = new Uint8Array(new SharedArrayBuffer(ITEMS))
    this.taken = new Uint8Array(new SharedArrayBuffer(ITEMS))
    for (let slot = 0; slot < CONSUMERS; slot++) this.start('consume', slot)
    for (let slot = 0; slot < PRODUCERS; slot++) this.start('produce', slot)
  }

  get total(): number {
    return Atomics.load(this.#total, 0)
  }

  /** Starts a consumer, or a producer that goes on behind what the last one tried. */
  start(role: string, slot: number): void {
    const from = Math.max(slot * this.#share, Atomics.load(this.#attempted, slot) + 1)
    const started = startQueueThread({
      ...{ handle: this.queue.handle, role, slot, from, to: (slot + 1) * this.#share },
      ...{ attempted: this.#attempted.buffer, stored: this.stored.buffer },
      ...{ taken: this.taken.buffer, total: this.#total.buffer },
    })
    const thread: Thread = { role, slot, ...started }
    thread.worker.once('exit', () => this.threads.delete(thread))
    this.threads.add(thread)
  }

  /** Ends some thread, whatever it does, and puts another in its place. */
  async kill(choose: Random): Promise<void> {
    const victim = [...this.threads][choose.uint32() % this.threads.size]
    if (victim === undefined) return
    const wasAlive = this.threads.has(victim)
    await victim.end()
    this.queue.releaseOwner(victim.threadId)
    if (!wasAlive) return
    if (victim.role === 'produce') this.killed.produce++
    else this.killed.consume++
    this.start(victim.role, victim.slot)
  }

  producing(): boolean {
    return [...this.threads].some(({ role }) => role === 'produce')
  }

  async finish(): Promise<void> {
    while (this.producing()) await Promise.all([...this.threads].filter(({ role }) => role === 'produce').map(({ exited }) => exited))
    this.queue.shutdown()
    await Promise.all([...this.threads].map(({ exited }) => exited))
  }
}

describe(`${PRODUCERS} producer and ${CONSUMERS} consumer threads at a BlockingQueue, ${ITEMS} items, seed ${SEED}`, () => {
  it.each([
    [0, 100],
    [40, 100],
    [40, 0],
  ])('with %i of them dying, capacity %i: none lost, none doubled', async (deaths, maxSize) => {
    const before = resources()
    const traffic = new Traffic(maxSize)
    const choose = createRandom(SEED, 'deaths')
    for (let death = 1; death <= deaths; death++) {
      await until(() => traffic.total >= (ITEMS * death) / (deaths + 1) || !traffic.producing())
      await traffic.kill(choose)
    }
    await traffic.finish()
    const lost: number[] = []
    for (let item = 0; item < traffic.taken.length; item++) {
      const times = traffic.taken[item] ?? 0
      if (times > 1) throw new Error(`item ${item} was taken ${times} times`)
      if (times === 0 && traffic.stored[item] === 1) lost.push(item)
    }
    // A consumer that is ended between taking an item and counting it had that item.
    expect(lost.length).toBeLessThanOrEqual(traffic.killed.consume)
    const { produce, consume } = traffic.killed
    expect(produce + consume, 'threads that died').toBe(deaths)
    expect(traffic.taken.filter((times) => times === 0).length).toBeLessThanOrEqual(produce + consume)
    expect(traffic.queue.size).toBe(0)
    expect(traffic.queue.waiters()).toEqual([])
    traffic.queue.detach()
    await backTo(before, 8)
  })
})

it('a thread that is ended while it holds the lock: producers and consumers that wait for it go on', async () => {
  const queue = new BlockingQueue<unknown>({ maxSize: 4 })
  const stored = new SharedArrayBuffer(100)
  const taken = new SharedArrayBuffer(100)
  const [attempted, total] = [new SharedArrayBuffer(16), new SharedArrayBuffer(4)]
  const start = (role: string, from = 0, to = 0): QueueThread =>
    startQueueThread({ handle: queue.handle, role, slot: 0, from, to, attempted, stored, taken, total })
  const victim = start('dieHolding')
  let isHolding = false
  victim.worker.on('message', (said) => (isHolding ||= said === 'holding'))
  await until(() => isHolding)
  const others = [start('produce', 0, 50), start('produce', 50, 100)]
  const tried = new Int32Array(attempted)
  await Promise.all(others.map(({ worker }) => once(worker, 'online')))
  await until(() => Atomics.load(tried, 0) >= 0)
  await victim.end()
  expect(queue.releaseOwner(victim.threadId)).toBe(true)
  expect(queue.getNowait()).toBe(7)
  const consumers = [start('consume'), start('consume')]
  await Promise.all(others.map(({ exited }) => exited))
  queue.shutdown()
  await Promise.all(consumers.map(({ exited }) => exited))
  expect(new Uint8Array(taken)).toEqual(new Uint8Array(100).fill(1))
  queue.detach()
})
