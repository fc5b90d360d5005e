import { describe, expect, it } from 'vitest'
import type { TaskRef } from '#engine/contract/tasks.js'
import { Gate, until, type Held } from '../../conformance/support/gate.ts'
import { openExecutor, POOLS } from '../../conformance/support/open.ts'

const { href: module } = new URL('./prefetch.mjs', import.meta.url)
const quickOrHeld: TaskRef<Held<string> | number, string | number> = { module, name: 'quickOrHeld' }

/** So many that a pool that knows them as short gives them to its workers ahead of time. */
const MANY = 300

describe.each(POOLS)('short tasks of the %s that were given to a worker behind a long one', (kind) => {
  it('are taken back, and another worker runs them', async () => {
    const gate = new Gate()
    const pool = openExecutor(kind, { maxWorkers: 2 })
    await Promise.all(Array.from({ length: MANY }, (_, number) => pool.run(quickOrHeld, number)))
    const held: Promise<unknown>[] = []
    const quick: Promise<unknown>[] = []
    for (let number = 0; number < MANY; number++) {
      // One for each worker, and many behind both.
      if (number % 150 === 0) held.push(pool.run(quickOrHeld, gate.holds(`held ${number}`)))
      quick.push(pool.run(quickOrHeld, number))
    }
    await gate.started(2)
    // Nobody can run them now, yet those that waited inside a worker are back in the queue.
    await until(() => pool.queueDepth > 0)
    pool.resize(3)
    expect(await Promise.all(quick)).toEqual(Array.from({ length: MANY }, (_, number) => number))
    expect(gate.log().filter((line) => line.startsWith('stop'))).toEqual([])
    gate.open()
    expect(await Promise.all(held)).toEqual(['held 0', 'held 150'])
  })
})

const sizeOf: TaskRef<Uint8Array, number> = { module, name: 'sizeOf' }
const LARGE_BYTES = 8 * 2 ** 20

it.each(POOLS)('inputs of megabytes wait in the queue of the %s, not at a worker: none is sent twice', async (kind) => {
  const pool = openExecutor(kind, { maxWorkers: 1 })
  const depths: number[] = []
  const sizes = Array.from({ length: 8 }, async () => {
    const size = await pool.run(sizeOf, new Uint8Array(LARGE_BYTES))
    depths.push(pool.queueDepth)
    return size
  })
  expect(await Promise.all(sizes)).toEqual(Array.from({ length: 8 }, () => LARGE_BYTES))
  // When one is done the next is sent, and the others wait.
  expect(depths).toEqual([6, 5, 4, 3, 2, 1, 0, 0])
})
