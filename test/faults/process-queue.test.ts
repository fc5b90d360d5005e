import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ProcessQueue } from '#engine/queues/index.js'
import { createRandom, type Random } from '#engine/tasks/random.js'
import { ITEMS, SEED } from './scale.ts'
import { backTo, resources } from './support/resources.ts'
import { until } from './support/until.ts'

const PRODUCERS = 3
const CONSUMERS = 2
const SCRIPT = new URL('./support/queue-process.mjs', import.meta.url)
/** Puts between two flushes of a producer. */
const FLUSH_EVERY = 200

interface Peer {
  readonly role: 'produce' | 'consume'
  readonly slot: number
  readonly child: ChildProcess
  readonly exited: Promise<unknown>
}

/** The numbers in a file of 32-bit numbers. */
function numbersIn(file: string): Int32Array {
  const bytes = readFileSync(file)
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2)
}

/** Producers and consumers on one queue, and what they did in files. */
class Traffic {
  readonly queue: ProcessQueue<unknown>
  readonly peers = new Set<Peer>()
  readonly killed = { produce: 0, consume: 0 }
  readonly #folder: string
  readonly #share = Math.floor(ITEMS / PRODUCERS)
  /** Items from one number to another that a producer tried and that were not flushed when it died. */
  readonly unsure: { from: number; to: number }[] = []

  constructor(queue: ProcessQueue<unknown>, folder: string) {
    this.queue = queue
    this.#folder = folder
    for (let slot = 0; slot < CONSUMERS; slot++) {
      writeFileSync(this.#file('consume', slot), '')
      this.start('consume', slot)
    }
    for (let slot = 0; slot < PRODUCERS; slot++) {
      writeFileSync(this.#file('produce', slot), new Int32Array([slot * this.#share, slot * this.#share]))
      this.start('produce', slot)
    }
  }

  #file(role: string, slot: number): string {
    return path.join(this.#folder, `${role}-${slot}`)
  }

  /** Items that consumers have written down. */
  get total(): number {
    let total = 0
    for (let slot = 0; slot < CONSUMERS; slot++) total += statSync(this.#file('consume', slot)).size / 4
    return total
  }

  taken(): Int32Array[] {
    return Array.from({ length: CONSUMERS }, (_, slot) => numbersIn(this.#file('consume', slot)))
  }

  /** Starts a consumer, or a producer that goes on behind what the last one tried. */
  start(role: Peer['role'], slot: number): void {
    const file = this.#file(role, slot)
    const [from] = role === 'produce' ? numbersIn(file) : [0]
    const child = fork(SCRIPT, { serialization: 'advanced' })
    child.send({ handle: this.queue.handle, role, file, from, to: (slot + 1) * this.#share })
    const peer: Peer = { role, slot, child, exited: once(child, 'exit') }
    child.once('exit', () => this.peers.delete(peer))
    this.peers.add(peer)
  }

  /** Ends some process, whatever it does, and puts another in its place. */
  async kill(choose: Random): Promise<void> {
    const victim = [...this.peers][choose.uint32() % this.peers.size]
    if (victim === undefined) return
    const { role, slot, child, exited } = victim
    child.kill('SIGKILL')
    await exited
    if (child.signalCode !== 'SIGKILL') return // it had come to its end by itself
    this.killed[role]++
    if (role === 'produce') {
      const [tried = 0, flushed = 0] = numbersIn(this.#file(role, slot))
      this.unsure.push({ from: flushed, to: tried })
      // The next one begins there; it may be killed before its first flush.
      writeFileSync(this.#file(role, slot), new Int32Array([tried, tried]))
    }
    this.start(role, slot)
  }

  producing(): boolean {
    return [...this.peers].some(({ role }) => role === 'produce')
  }

  async finish(): Promise<void> {
    while (this.producing()) await Promise.all([...this.peers].filter(({ role }) => role === 'produce').map(({ exited }) => exited))
    await this.queue.shutdown()
    await Promise.all([...this.peers].map(({ exited }) => exited))
  }
}

describe(`${PRODUCERS} producer and ${CONSUMERS} consumer processes at a ProcessQueue, ${ITEMS} items, seed ${SEED}`, () => {
  it.each([
    [0, 1000],
    [24, 1000],
    [24, 0],
  ])('with %i of them dying, capacity %i: none doubled, none lost that was flushed', async (deaths, maxSize) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-faults-'))
    const before = resources()
    const queue = await ProcessQueue.create<unknown>({ maxSize })
    const traffic = new Traffic(queue, folder)
    onTestFinished(() => {
      for (const { child } of traffic.peers) child.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    })
    const choose = createRandom(SEED, 'deaths')
    for (let death = 1; death <= deaths; death++) {
      await until(() => traffic.total >= (ITEMS * death) / (deaths + 1) || !traffic.producing())
      await traffic.kill(choose)
    }
    await traffic.finish()
    expect(await queue.size()).toBe(0)
    await queue.close()

    const times = new Uint8Array(ITEMS)
    for (const numbers of traffic.taken()) for (const item of numbers) times[item] = (times[item] ?? 0) + 1
    expect(times.indexOf(2), 'an item that was taken twice').toBe(-1)
    expect(times.findIndex((count) => count > 2)).toBe(-1)
    // What a killed producer had put since its last flush may be lost with it; a producer goes on behind that.
    for (const { from, to } of traffic.unsure) {
      expect(to - from).toBeLessThanOrEqual(FLUSH_EVERY)
      times.fill(1, from, to)
    }
    const lost = times.subarray(0, Math.floor(ITEMS / PRODUCERS) * PRODUCERS).filter((count) => count === 0).length
    // A consumer that is killed between taking an item and writing that down had that item.
    expect(lost).toBeLessThanOrEqual(traffic.killed.consume)
    await backTo(before, 8)
  })
})
