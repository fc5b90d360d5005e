import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { TASKS } from '#engine/tasks/index.js'
import { runInProcess, runInThread, startThread } from './hosts.ts'
import { runTask, until } from './support.ts'

describe('fail', () => {
  it('throws and leaves its worker alone', async () => {
    const thread = await runInThread(TASKS.fail, undefined)
    expect(thread).toMatchObject({ code: 0, error: 'Error: this task fails on purpose' })
    const child = await runInProcess(TASKS.fail, undefined)
    expect(child).toMatchObject({ code: 0, error: 'Error: this task fails on purpose' })
  })
})

describe('crash', () => {
  it('ends its thread, and only that', async () => {
    expect(await runInThread(TASKS.crash, undefined)).toMatchObject({ code: 1, calls: 1 })
  })

  it('ends its process by a signal', async () => {
    expect(await runInProcess(TASKS.crash, undefined)).toMatchObject({ code: null, signal: 'SIGKILL', calls: 1 })
  })
})

describe('hang', () => {
  it('keeps its core busy and never answers, until its worker is ended', async () => {
    const worker = startThread(TASKS.hang, undefined)
    const [calling] = (await once(worker, 'message')) as [unknown]
    expect(calling).toEqual({ calling: true })
    let answered = false
    worker.once('message', () => (answered = true))
    const before = process.cpuUsage().user
    await until(() => process.cpuUsage().user - before > 200_000)
    expect(answered).toBe(false)
    expect(await worker.terminate()).toBe(1)
  })
})

describe('tasks in workers', () => {
  it('run in a thread and in a process by module and name', async () => {
    expect(await runInThread(TASKS.primes, { n: 1000 })).toMatchObject({ code: 0, output: 168 })
    expect(await runInProcess(TASKS.primes, { n: 1000 })).toMatchObject({ code: 0, output: 168 })
  })

  it('fail throws here as well', async () => {
    await expect(runTask(TASKS.fail, undefined as never)).rejects.toThrow('this task fails on purpose')
  })
})
