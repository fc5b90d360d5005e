import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CancelledError, TaskTimeoutError } from '#engine/contract/errors.js'
import {
  EventLoopExecutor,
  ProcessPoolExecutor,
  ThreadPoolExecutor,
  type Executor,
  type PoolOptions,
} from '#engine/executors/index.js'
import { backTo, resources, type Resources } from './support/resources.ts'
import { until } from './support/until.ts'
import { blockForEver, computeForEver, echo, ignoreSigterm, initializeForEver, noop } from './support/work.ts'

/** Workers that never answer: whatever is to end them does, all of them, and the tasks have their outcome. */
const EXECUTORS = {
  'thread pool': (options: PoolOptions) => new ThreadPoolExecutor({ maxWorkers: 2, ...options }),
  'process pool': (options: PoolOptions) => new ProcessPoolExecutor({ maxWorkers: 2, ...options }),
  'event loop': (options: PoolOptions) => new EventLoopExecutor(options),
} as const satisfies Record<string, (options: PoolOptions) => Executor>
type Kind = keyof typeof EXECUTORS

const POOLS: Kind[] = ['thread pool', 'process pool']
const ALL: Kind[] = [...POOLS, 'event loop']

let file = ''
let before: Resources

beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'poolscope-faults-')), 'pids')
  writeFileSync(file, '')
  before = resources()
})

afterEach(async () => {
  await backTo(before, 8) // Node keeps a few after its first worker
  rmSync(path.dirname(file), { recursive: true })
})

const pids = (): number[] => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number)

describe.each(POOLS)('a task of the %s that never answers', (kind) => {
  it.each([computeForEver, blockForEver])('is stopped at its time limit, and the next ones run ($name)', async (task) => {
    await using pool = EXECUTORS[kind]({})
    const stuck = [1, 2, 3].map(() => pool.submit(task as typeof computeForEver, file, { timeoutMs: 50 }))
    for (const future of stuck) await expect(future.result()).rejects.toBeInstanceOf(TaskTimeoutError)
    await expect(pool.run(echo, 'next')).resolves.toBe('next')
  })
})

describe.each(ALL)('the %s whose tasks never answer', (kind) => {
  const busy = async (options: PoolOptions = {}) => {
    const pool = EXECUTORS[kind](options)
    const futures = [1, 2, 3].map(() => pool.submit(computeForEver, file))
    await until(() => pids().length > 0)
    return { pool, futures }
  }
  type Busy = Awaited<ReturnType<typeof busy>>

  async function expectCancelled({ pool, futures }: Busy) {
    for (const future of futures) await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
    expect(pool.workerCount).toBe(0)
  }

  it('ends with terminateWorkers', async () => {
    const stuck = await busy()
    await stuck.pool.terminateWorkers()
    await expectCancelled(stuck)
  })

  it('ends with killWorkers', async () => {
    const stuck = await busy()
    await stuck.pool.killWorkers()
    await expectCancelled(stuck)
  })

  it('ends at the deadline of its shutdown, once or several times', async () => {
    const stuck = await busy()
    const waiting = stuck.pool.shutdown()
    await Promise.all([stuck.pool.shutdown({ deadlineMs: 20 }), stuck.pool.shutdown({ deadlineMs: 30 }), waiting])
    await expectCancelled(stuck)
  })

  it('ends when its signal is aborted', async () => {
    const controller = new AbortController()
    const stuck = await busy({ signal: controller.signal })
    controller.abort()
    await stuck.pool.shutdown()
    await expectCancelled(stuck)
  })
})

describe.each(ALL)('the %s whose initializer never ends', (kind) => {
  it.each(['deadline', 'terminate', 'cancel futures'])('ends all the same: %s', async (how) => {
    const pool = EXECUTORS[kind]({ initializer: initializeForEver })
    const future = pool.submit(noop, 1)
    await until(() => pool.workerCount > 0)
    if (how === 'terminate') await pool.terminateWorkers()
    else await pool.shutdown(how === 'deadline' ? { deadlineMs: 20 } : { cancelFutures: true })
    await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
    expect(pool.workerCount).toBe(0)
  })
})

describe('a worker process', () => {
  it('that ignores SIGTERM is ended by force a moment later', async () => {
    const pool = EXECUTORS['process pool']({})
    const future = pool.submit(ignoreSigterm, file)
    await until(() => pids().length === 1)
    await pool.terminateWorkers()
    await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
    expect(pool.workerCount).toBe(0)
  })

  it.runIf(process.platform !== 'win32')('that stands still is ended at the time limit of its task', async () => {
    await using pool = EXECUTORS['process pool']({})
    const future = pool.submit(computeForEver, file, { timeoutMs: 500 })
    await until(() => pids().length === 1 || future.done())
    for (const pid of pids()) process.kill(pid, 'SIGSTOP')
    await expect(future.result()).rejects.toBeInstanceOf(TaskTimeoutError)
    await expect(pool.run(echo, 'next')).resolves.toBe('next')
  })

  it.runIf(process.platform !== 'win32')('that stands still ends with its pool', async () => {
    const pool = EXECUTORS['process pool']({})
    const future = pool.submit(computeForEver, file)
    await until(() => pids().length === 1)
    for (const pid of pids()) process.kill(pid, 'SIGSTOP')
    await pool.terminateWorkers()
    await expect(future.result()).rejects.toBeInstanceOf(CancelledError)
  })
})
