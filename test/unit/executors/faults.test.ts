import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BrokenPoolError, NotCloneableError, WorkerLostError } from '#engine/contract/errors.js'
import { Gate, until } from '../../conformance/support/gate.ts'
import { EXECUTORS, openExecutor, POOLS } from '../../conformance/support/open.ts'
import {
  allocateForEver,
  hold,
  killItself,
  leave,
  rejectLater,
  square,
  throwOddValue,
  whoAmI,
} from '../../conformance/support/tasks.ts'
import { observed } from '../../conformance/support/workers.ts'

describe.each(EXECUTORS)('a worker of the %s that is lost', (kind) => {
  it('takes its task with it, and is replaced', async () => {
    const { observer, workers } = observed()
    const pool = openExecutor(kind, { maxWorkers: 1, observer })
    const [lost, next] = [pool.submit(leave, 3), kind === 'event loop' ? null : pool.submit(square, 3)]
    await expect(lost.result()).rejects.toBeInstanceOf(WorkerLostError)
    await expect(lost.result()).rejects.toThrow('exit code 3')
    if (next !== null) await expect(next.result()).resolves.toBe(9)
    await expect(pool.run(square, 4)).resolves.toBe(16)
    expect(workers().map(({ state, replaces }) => [state, replaces])).toEqual([
      ['lost', null],
      ['ready', 0],
    ])
  })

  it('may die of what a task left behind; the result of that task stays', async () => {
    const pool = openExecutor(kind, { maxWorkers: 1 })
    await expect(pool.run(rejectLater)).resolves.toBe('done')
    await until(() => pool.workerCount === 0)
    await expect(pool.run(square, 4)).resolves.toBe(16)
  })

  it('breaks a pool that is to break', async () => {
    const gate = new Gate()
    const pool = openExecutor(kind, { maxWorkers: 2, onWorkerLost: 'break' })
    const futures = [pool.submit(hold, gate.holds(0)), pool.submit(leave, 1), pool.submit(square, 2)]
    for (const future of futures.slice(0, 2)) await expect(future.result()).rejects.toBeInstanceOf(BrokenPoolError)
    await until(() => futures.every((future) => future.done()))
    expect(() => pool.submit(square, 2)).toThrow(BrokenPoolError)
    await pool.shutdown()
    expect(pool.workerCount).toBe(0)
  })
})

describe.each(POOLS)('a task of the %s', (kind) => {
  it('whose input cannot be sent fails, and so do all behind it', async () => {
    const pool = openExecutor(kind, { maxWorkers: 1 })
    await pool.run(whoAmI)
    // Nothing is known of how long they take: each is sent alone.
    const futures = Array.from({ length: 3 }, () => pool.submit(square, (() => 1) as never))
    for (const future of futures) await expect(future.exception()).resolves.toBeInstanceOf(NotCloneableError)
  })

  it('that throws what has no text fails like any other', async () => {
    const pool = openExecutor(kind, { maxWorkers: 1 })
    await expect(pool.run(throwOddValue)).rejects.toThrow('a non-error was thrown')
    expect(pool.workerCount).toBe(1)
  })
})

it('a thread that runs out of memory is lost, and the program is not', async () => {
  const pool = openExecutor('thread pool', { maxWorkers: 1, resourceLimits: { maxOldGenerationSizeMb: 32 } })
  const error = await pool.submit(allocateForEver).exception()
  expect(error).toBeInstanceOf(WorkerLostError)
  expect(error?.cause).toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' })
  await expect(pool.run(square, 2)).resolves.toBe(4)
})

it('a process that is killed is lost with its exit code', async () => {
  const pool = openExecutor('process pool', { maxWorkers: 1 })
  await expect(pool.run(killItself)).rejects.toThrow('exit code -9')
})

describe('workers that do not start', () => {
  it.each(EXECUTORS)('break the %s after a few: an initializer that ends them', async (kind) => {
    const { module, name } = leave
    const pool = openExecutor(kind, { maxWorkers: 2, initializer: { module, name, input: 7 } })
    const error = await pool.submit(square, 2).exception()
    expect(error).toBeInstanceOf(BrokenPoolError)
    expect(error?.message).toContain('ended before it could take a task (exit code 7)')
    await pool.shutdown()
    expect(pool.workerCount).toBe(0)
  })

  it.each(EXECUTORS)('break the %s after a few: setup that cannot be copied', async (kind) => {
    const { module, name } = square
    const pool = openExecutor(kind, { initializer: { module, name, input: () => 1 } })
    await expect(pool.run(square, 2)).rejects.toThrow('could not be cloned')
    expect(() => pool.submit(square, 2)).toThrow(BrokenPoolError)
    await pool.shutdown()
    expect(pool.workerCount).toBe(0)
    await until(() => !process.getActiveResourcesInfo().includes('ProcessWrap')) // none that the pool forgot
  })

  it('break a process pool after a few: a program that is not there', async () => {
    const { execPath } = process
    onTestFinished(() => void (process.execPath = execPath))
    process.execPath = '/nonexistent/node'
    const pool = openExecutor('process pool', { maxWorkers: 4 })
    const futures = [1, 2, 3].map((number) => pool.submit(square, number))
    for (const future of futures) await expect(future.result()).rejects.toThrow('ENOENT')
    expect(() => pool.submit(square, 2)).toThrow(BrokenPoolError)
    await pool.shutdown()
  })
})

it('no entry of a worker thread uses top-level await: ending such a thread early would end the program', () => {
  const folder = new URL('../../../dist/executors/entry/', import.meta.url)
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    expect(readFileSync(new URL(file, folder), 'utf8'), file).not.toMatch(/^(?:const .*= )?await /m)
  }
})
