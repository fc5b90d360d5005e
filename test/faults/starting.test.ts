import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { BrokenPoolError } from '#engine/contract/errors.js'
import { EventLoopExecutor, ProcessPoolExecutor, ThreadPoolExecutor } from '#engine/executors/index.js'
import { backTo, resources } from './support/resources.ts'
import { later } from './support/until.ts'
import { noop } from './support/work.ts'

interface Said {
  readonly errors: { readonly name: string; readonly message: string; readonly code: string }[]
  readonly workers?: number
  readonly unhandled: string[]
}

const SCRIPT = path.join(import.meta.dirname, 'support/start-pool.mjs')

/** What a program says that starts a pool and has only so many descriptors left. */
async function startWith(descriptors: number, kind: string): Promise<Said> {
  const args = ['-c', 'ulimit -n 256 && exec "$0" "$@"', process.execPath, SCRIPT, kind, String(descriptors)]
  const child = spawn('/bin/sh', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  if (code !== 0) throw new Error(`exit code ${String(code)}: ${err}`)
  return JSON.parse(out) as Said
}

describe.runIf(process.platform === 'linux')('without descriptors for another worker', () => {
  it.each(['thread', 'process', 'event-loop'])('a pool of %s workers breaks with a clear error', async (kind) => {
    // From so few that none starts to so many that some do.
    for (const descriptors of [0, 1, 2, 3, 4, 6, 8, 12, 20]) {
      const { errors, workers, unhandled } = await startWith(descriptors, kind)
      expect([workers, unhandled]).toEqual([0, []])
      for (const { name, message } of errors) {
        expect([name, message]).toEqual(['BrokenPoolError', expect.stringMatching(/EMFILE|too many open files|ERR_WORKER_INIT_FAILED/)])
      }
    }
  })

  it('a ProcessQueue is refused with a clear error', async () => {
    for (const descriptors of [0, 1, 2, 3, 4, 6, 8, 12]) {
      const { errors, unhandled } = await startWith(descriptors, 'process-queue')
      expect(unhandled).toEqual([])
      for (const { message } of errors) expect(message).toMatch(/EMFILE|too many open files|ERR_WORKER_INIT_FAILED/)
    }
  })
})

describe('without memory for a worker', () => {
  it.each([
    ['thread pool', ThreadPoolExecutor],
    ['event loop', EventLoopExecutor],
  ])('the %s breaks with a clear error', async (_, Pool) => {
    const before = resources()
    const pool = new Pool({ resourceLimits: { maxOldGenerationSizeMb: 1, maxYoungGenerationSizeMb: 1 } })
    const futures = [1, 2, 3, 4].map((number) => pool.submit(noop, number))
    for (const future of futures) {
      const error = await future.exception()
      expect(error).toBeInstanceOf(BrokenPoolError)
      expect(error?.message).toMatch(/no (thread|event loop) starts.*memory/)
    }
    expect(() => pool.submit(noop, 5)).toThrow(BrokenPoolError)
    await pool.shutdown()
    expect(pool.workerCount).toBe(0)
    await backTo(before, 8)
  })
})

it('threads that are ended while they start leave no descriptor open', async () => {
  const warm = new ThreadPoolExecutor({ maxWorkers: 4 })
  await Promise.all([1, 2, 3, 4].map((number) => warm.run(noop, number)))
  await warm.shutdown()
  const before = resources()
  for (let round = 0; round < 60; round++) {
    const pool = new ThreadPoolExecutor({ maxWorkers: 2 })
    const futures = [1, 2].map((number) => pool.submit(noop, number))
    await later(2 * round) // from before they load anything to after they have ended
    await pool.killWorkers()
    expect(futures.every((future) => future.done())).toBe(true)
  }
  await backTo(before)
})

describe.runIf(process.platform !== 'win32')('a worker program', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-faults-'))
  const noPermission = path.join(folder, 'node')
  writeFileSync(noPermission, '#!/bin/sh\n')
  chmodSync(noPermission, 0o600)
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['may not be executed', noPermission, /EACCES/],
    ['is not there', path.join(folder, 'nothing'), /ENOENT/],
    ['is no program of ours', '/bin/false', /exit code/],
  ])('that %s breaks the process pool with a clear error', async (_, program, reason) => {
    const { execPath } = process
    onTestFinished(() => void (process.execPath = execPath))
    process.execPath = program
    const before = resources()
    const pool = new ProcessPoolExecutor({ maxWorkers: 4 })
    const futures = [1, 2, 3, 4, 5].map((number) => pool.submit(noop, number))
    for (const future of futures) {
      const error = await future.exception()
      expect(error).toBeInstanceOf(BrokenPoolError)
      expect(error?.message).toMatch(reason)
    }
    expect(() => pool.submit(noop, 5)).toThrow(BrokenPoolError)
    await pool.shutdown()
    expect(pool.workerCount).toBe(0)
    await backTo(before)
  })
  // A signal to a child that never got a process id would go to the whole process group, this program included.
  it('that is not there can be ended at once, and nobody else with it', async () => {
    const script = path.join(import.meta.dirname, 'support/kill-unstarted.mjs')
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
    const [out, exit] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect(exit).toEqual([0, null])
    expect(out).toBe('killWorkers: cancelled\nterminateWorkers: cancelled\n')
  })
})
