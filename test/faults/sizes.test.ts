import { describe, expect, it } from 'vitest'
import { ProcessPoolExecutor, ThreadPoolExecutor } from '#engine/executors/index.js'
import { BlockingQueue, ProcessQueue } from '#engine/queues/index.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Recorder } from '#engine/telemetry/recorder.js'
import { sumOf } from './support/work.mjs'
import { checkBytes, noop } from './support/work.ts'

const POOLS = { 'thread pool': ThreadPoolExecutor, 'process pool': ProcessPoolExecutor }
const MIB = 1024 * 1024

function someBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) bytes[i] = (i * 2654435761) >>> 24
  return bytes
}

describe.each(Object.entries(POOLS))('the %s', (_, Pool) => {
  it('carries 16 MiB there and back', async () => {
    await using pool = new Pool({ maxWorkers: 2 })
    const bytes = someBytes(16 * MIB)
    for (const result of await Promise.all([pool.run(checkBytes, bytes), pool.run(checkBytes, bytes)])) {
      expect(result.sum).toBe(sumOf(bytes))
      expect(Buffer.compare(result.bytes, bytes)).toBe(0)
    }
  })

  it('takes 100,000 tasks at once, and cancels those that wait', async () => {
    const recorder = new Recorder({ clock: systemClock, taskCapacity: 1 << 18 })
    const pool = new Pool({ maxWorkers: 2, observer: recorder })
    const submit = (count: number) => Array.from({ length: count }, (__, index) => pool.submit(noop, index))
    await Promise.all(submit(100_000).map((future) => future.result()))
    const late = submit(100_000)
    await pool.shutdown({ cancelFutures: true })
    expect(late.every((future) => future.done())).toBe(true)
    const { ok, cancelled, submitted } = recorder.counts
    expect([submitted, ok + cancelled, recorder.tasks.rows]).toEqual([200_000, 200_000, 200_000])
    expect(cancelled).toBeGreaterThan(90_000)
  })
})

const MILLION = 1_000_000

it('a BlockingQueue holds a million items, in order', () => {
  using queue = new BlockingQueue<number>()
  for (let item = 0; item < MILLION; item++) queue.putNowait(item)
  expect(queue.size).toBe(MILLION)
  for (let item = 0; item < MILLION; item++) if (queue.getNowait() !== item) throw new Error(`item ${item} is not there`)
  expect(queue.size).toBe(0)
})

it('a ProcessQueue holds a million items, in order', async () => {
  await using queue = await ProcessQueue.create<number>()
  for (let item = 0; item < MILLION; item++) await queue.put(item)
  expect(await queue.size()).toBe(MILLION)
  for (let item = 0; item < MILLION; item++) if ((await queue.get()) !== item) throw new Error(`item ${item} is not there`)
  expect(await queue.size()).toBe(0)
})
