import { setTimeout as later } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { CancelledError, InvalidStateError } from '#engine/contract/errors.js'
import { createTask, gatherSettled, taskGroup, waitFor, type TaskGroup } from '#engine/executors/index.js'
import { ManualClock } from '../../conformance/support/clock.ts'

const untilTold = (signal: AbortSignal) => later(3_600_000, 'late', { signal })

describe('createTask', () => {
  it('is cancelled when it stops as it was told to, and failed when its clean-up fails', async () => {
    const stops = createTask(untilTold)
    const fails = createTask((signal) => untilTold(signal).catch(() => Promise.reject(new Error('cleaning up failed'))))
    expect([stops.cancel(), fails.cancel()]).toEqual([true, true])
    await expect(stops.future.result()).rejects.toBeInstanceOf(CancelledError)
    await expect(fails.future.result()).rejects.toThrow('cleaning up failed')
    expect([stops.future.cancelled(), fails.future.cancelled()]).toEqual([true, false])
    expect(stops.cancel()).toBe(false)
  })
})

describe('waitFor', () => {
  it('gives the error of the clean-up rather than the timeout', async () => {
    const clock = new ManualClock()
    const slow = (signal: AbortSignal) => untilTold(signal).catch(() => Promise.reject(new Error('cleaning up failed')))
    const failed = expect(waitFor(slow, 100, { clock })).rejects.toThrow('cleaning up failed')
    await clock.advance(100)
    await failed
  })
})

describe('taskGroup', () => {
  it('throws errors of the clean-up together with the first', async () => {
    const error = await taskGroup(async (group) => {
      group.createTask((signal) => untilTold(signal).catch(() => Promise.reject(new Error('second'))))
      group.createTask(untilTold)
      group.createTask(() => Promise.reject(new Error('first')))
      await untilTold(group.signal)
    }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AggregateError)
    expect((error as AggregateError).errors.map(String)).toEqual(['Error: first', 'Error: second'])
  })

  it('is cancelled from outside', async () => {
    const controller = new AbortController()
    const group = taskGroup(async (tasks) => tasks.createTask(untilTold).future.result(), { signal: controller.signal })
    const cancelled = expect(group).rejects.toBeInstanceOf(CancelledError)
    controller.abort()
    await cancelled
  })

  it('takes no tasks once it has ended', async () => {
    let kept: TaskGroup | undefined
    await taskGroup(async (group) => void (kept = group))
    expect(() => kept?.createTask(untilTold)).toThrow(InvalidStateError)
  })
})

it('gatherSettled collects errors and cancellations of its coroutines', async () => {
  const task = createTask(untilTold)
  const settled = gatherSettled([async () => 'value', () => Promise.reject(new Error('broken')), () => task.future.result()])
  task.cancel()
  expect(await settled).toMatchObject([
    { status: 'fulfilled', value: 'value' },
    { status: 'rejected', reason: { message: 'broken' } },
    { status: 'rejected', reason: { name: 'CancelledError' } },
  ])
})
