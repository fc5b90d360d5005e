import { expect } from 'vitest'
import { CancelledError, TimeoutError } from '#engine/contract/errors.js'
import { asyncWait, createTask, gather, gatherSettled, taskGroup, waitFor, type Coroutine } from '#engine/executors/index.js'
import { ManualClock, turn } from './support/clock.ts'
import { conform } from './support/conform.ts'

/** A coroutine that ends when it is told to, and says how it ended. */
function stoppable(): { start: Coroutine<string>; end: () => void; log: string[] } {
  const log: string[] = []
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  const start = async (signal: AbortSignal): Promise<string> => {
    log.push('started')
    const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    try {
      await Promise.race([ended, aborted])
      log.push('finished')
      return 'value'
    } catch (error) {
      log.push('cancelled')
      throw error
    }
  }
  return { start, end, log }
}

conform(54, async () => {
  const [a, b] = [stoppable(), stoppable()]
  const [first, second] = [createTask(a.start).future, createTask(b.start).future]
  const waiting = asyncWait([first, second], { returnWhen: 'FIRST_COMPLETED' })
  a.end()
  b.end()
  const { done, pending } = await waiting
  expect([...done].every((future) => future.done())).toBe(true)
  expect([...pending].some((future) => future.done())).toBe(false)
  expect(done).toContain(first)
  await expect(asyncWait([])).rejects.toThrow('at least one')
})

conform(55, async () => {
  for (const collect of [gather, gatherSettled]) {
    const children = [stoppable(), stoppable(), stoppable()]
    const controller = new AbortController()
    const coroutines = children.map(({ start }) => start)
    const gathered: Promise<unknown> = collect(coroutines, { signal: controller.signal })
    const cancelled = expect(gathered).rejects.toBeInstanceOf(CancelledError)
    controller.abort()
    await cancelled
    await turn()
    for (const { log } of children) expect(log).toEqual(['started', 'cancelled'])
  }
  // Even if a child makes nothing of it.
  const controller = new AbortController()
  const deaf = gather([() => turn().then(() => 'done')], { signal: controller.signal })
  controller.abort()
  await expect(deaf).rejects.toBeInstanceOf(CancelledError)
})

conform(56, async () => {
  const [child, sibling] = [stoppable(), stoppable()]
  const task = createTask(child.start)
  const gathered = gather([async () => 'done', () => task.future.result(), sibling.start])
  const rejected = expect(gathered).rejects.toBeInstanceOf(CancelledError)
  expect(task.cancel()).toBe(true)
  await rejected
  expect(task.future.cancelled()).toBe(true)
  expect(sibling.log).toEqual(['started'])
  sibling.end()
  await turn()
  expect(sibling.log).toEqual(['started', 'finished'])
})

conform(57, async () => {
  const [first, second] = [stoppable(), stoppable()]
  let fail = (): void => undefined
  const failing = new Promise<never>((_, reject) => (fail = () => reject(new RangeError('broken'))))
  const group = taskGroup(async (tasks) => {
    tasks.createTask(first.start)
    tasks.createTask(second.start)
    tasks.createTask(() => failing)
    return 'body'
  })
  await turn()
  fail()
  const error: unknown = await group.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AggregateError)
  expect((error as AggregateError).errors).toEqual([expect.objectContaining({ message: 'broken' })])
  expect([first.log, second.log]).toEqual([
    ['started', 'cancelled'],
    ['started', 'cancelled'],
  ])
})

conform(58, async () => {
  const clock = new ManualClock()
  const log: string[] = []
  let cleaned = (): void => undefined
  const cleanUp = new Promise<void>((resolve) => (cleaned = resolve))
  const slow: Coroutine<never> = async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    log.push('told to stop')
    await cleanUp
    log.push('cleaned up')
    throw signal.reason as Error
  }
  const waiting = waitFor(slow, 100, { clock }).finally(() => log.push('over'))
  const failed = expect(waiting).rejects.toBeInstanceOf(TimeoutError)
  await clock.advance(100)
  expect(log).toEqual(['told to stop'])
  cleaned()
  await failed
  expect(log).toEqual(['told to stop', 'cleaned up', 'over'])
  expect(clock.timers).toBe(0)
})
