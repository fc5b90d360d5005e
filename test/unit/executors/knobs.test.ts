import { describe, expect, it, onTestFinished } from 'vitest'
import { BrokenPoolError, InvalidStateError, QueueFullError, WorkerLostError } from '#engine/contract/errors.js'
import type { TaskRef } from '#engine/contract/tasks.js'
import { EventLoopExecutor } from '#engine/executors/index.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Recorder } from '#engine/telemetry/recorder.js'
import { Gate, until } from '../../conformance/support/gate.ts'
import { openExecutor, POOLS, type ExecutorKind } from '../../conformance/support/open.ts'
import { hold, holdBusy, square } from '../../conformance/support/tasks.ts'

const { href } = new URL('./paced.mjs', import.meta.url)
const wait: TaskRef<number, void> = { module: href, name: 'wait' }
const compute: TaskRef<number, void> = { module: href, name: 'compute' }
const fail: TaskRef<undefined, never> = { module: href, name: 'fail' }
const cpuMs: TaskRef<undefined, number> = { module: href, name: 'cpuMs' }
const nowMs: TaskRef<undefined, number> = { module: href, name: 'nowMs' }

/** A pool of so many workers, all started, with what it tells. */
async function watched(kind: ExecutorKind, maxWorkers: number, options = {}) {
  const recorder = new Recorder({ clock: systemClock })
  const pool = openExecutor(kind, { maxWorkers, observer: recorder, ...options })
  const gate = new Gate()
  const held = Array.from({ length: maxWorkers }, (_, index) => pool.submit(hold, gate.holds(index)))
  await gate.started(maxWorkers)
  gate.open()
  await Promise.all(held.map((future) => future.result()))
  const first = recorder.counts.ok
  /** Tasks that each worker has ended since then, and their run times. */
  const since = () => {
    const { columns, length } = recorder.tasks.copy(first, recorder.tasks.rows)
    return Array.from({ length }, (_, row) => ({
      worker: columns.worker[row] ?? -1,
      runMs: (columns.finishedMs[row] ?? 0) - (columns.startedMs[row] ?? 0),
    }))
  }
  return { pool, recorder, since }
}

describe.each(POOLS)('a worker of the %s', (kind) => {
  it.each([
    ['waits', wait],
    ['computes', compute],
  ])('that is slowed really takes so many times as long for what %s, and others take its tasks', async (_what, task) => {
    const { pool, since } = await watched(kind, 2)
    pool.slowWorker(0, 40)
    await Promise.all(Array.from({ length: 30 }, () => pool.run(task, 5)))
    const [slow, other] = [0, 1].map((index) => since().filter(({ worker }) => worker === index))
    expect(slow?.length).toBeGreaterThan(0)
    expect(other?.length).toBeGreaterThan(2 * (slow?.length ?? 0))
    for (const { runMs } of slow ?? []) expect(runMs).toBeGreaterThan(35 * 4)
  })

  it('that is slowed takes longer to fail, too, and is fast again when told so', async () => {
    const { pool, since } = await watched(kind, 1)
    pool.slowWorker(0, 20)
    await expect(pool.run(fail)).rejects.toThrow('on purpose')
    await pool.run(wait, 10)
    const slowed = since()[1]?.runMs ?? 0
    expect(slowed).toBeGreaterThan(150)
    pool.slowWorker(0, 1)
    await pool.run(square, 3)
    expect(since()[2]?.runMs).toBeLessThan(slowed)
    expect(() => pool.slowWorker(0, 0.5)).toThrow(RangeError)
  })

  it('that is killed is lost with its task, and another takes its place', async () => {
    const { pool, recorder } = await watched(kind, 1)
    const gate = new Gate()
    const held = pool.submit(holdBusy, gate.holds('held'))
    await gate.started(1)
    pool.crashWorker(0)
    await expect(held.result()).rejects.toThrow(WorkerLostError)
    await expect(pool.run(square, 4)).resolves.toBe(16)
    const [lost, next] = recorder.workers.infos
    expect(lost).toMatchObject({ state: 'lost', exitCode: kind === 'process pool' ? -9 : 1 })
    expect(next).toMatchObject({ state: 'ready', replaces: 0 })
    expect(() => pool.crashWorker(0)).toThrow(InvalidStateError)
    expect(() => pool.slowWorker(7, 2)).toThrow(InvalidStateError)
  })

  it('that is killed breaks a pool that is to break', async () => {
    const { pool } = await watched(kind, 2, { onWorkerLost: 'break' })
    pool.crashWorker(1)
    await until(() => pool.workerCount === 0)
    expect(() => pool.submit(square, 1)).toThrow(BrokenPoolError)
  })

  it('has a queue that is bounded and unbounded while it is used', async () => {
    const gate = new Gate()
    const pool = openExecutor(kind, { maxWorkers: 1 })
    const held = [pool.submit(hold, gate.holds(0))]
    await gate.started(1)
    for (let id = 1; id <= 3; id++) held.push(pool.submit(hold, gate.holds(id)))
    expect(pool.hasRoom).toBe(true)
    pool.boundQueue(2)
    expect([pool.queueDepth, pool.hasRoom]).toEqual([3, false]) // what waits already stays
    expect(() => pool.submit(square, 1)).toThrow(QueueFullError)
    const waiting = pool.submitWhenRoom(square, 5)
    expect(() => pool.boundQueue(0)).toThrow(RangeError)
    pool.boundQueue(Infinity)
    const future = await waiting
    expect(pool.queueDepth).toBe(4)
    gate.open()
    await expect(future.result()).resolves.toBe(25)
    await Promise.all(held.map((each) => each.result()))
  })
})

it('a slowed worker goes on with what its task did: computing uses CPU, waiting does not', async () => {
  const { pool } = await watched('process pool', 1)
  pool.slowWorker(0, 20)
  const usedBy = async (task: TaskRef<number, void>): Promise<number> => {
    const before = await pool.run(cpuMs)
    await pool.run(task, 40) // long beside what a process does by itself, even where others have the cores
    return (await pool.run(cpuMs)) - before
  }
  await usedBy(wait) // what is compiled meanwhile
  const [waiting, computing] = [await usedBy(wait), await usedBy(compute)]
  expect(computing).toBeGreaterThan(2 * waiting)
})

describe('an event loop', () => {
  function openLoop(): EventLoopExecutor {
    const loop = new EventLoopExecutor({ observer: new Recorder({ clock: systemClock }) })
    onTestFinished(() => loop.killWorkers())
    return loop
  }

  it('that is blocked gives nobody a turn meanwhile', async () => {
    const loop = openLoop()
    expect(() => loop.block(1)).toThrow(InvalidStateError) // it starts with its first task
    await loop.run(square, 1)
    const beforeMs = systemClock.nowMs()
    loop.block(200)
    expect((await loop.run(nowMs)) - beforeMs).toBeGreaterThan(195)
    expect(() => loop.block(-1)).toThrow(RangeError)
  })

  it('that is slowed blocks for longer where it computes, and lets others go on where it waits', async () => {
    const loop = openLoop()
    await loop.run(square, 1)
    loop.slowWorker(0, 10)
    const waits = loop.submit(wait, 50)
    const order: string[] = []
    const blocked = [loop.run(wait, 1).then(() => order.push('short')), waits.result().then(() => order.push('long'))]
    await Promise.all(blocked)
    expect(order).toEqual(['short', 'long'])
    const beforeMs = systemClock.nowMs()
    const both = [loop.run(compute, 20), loop.run(nowMs)] as const
    expect((await both[1]) - beforeMs).toBeGreaterThan(190)
  })
})
