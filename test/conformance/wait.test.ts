import { expect } from 'vitest'
import { Future, wait } from '#engine/executors/index.js'
import { ManualClock } from './support/clock.ts'
import { conform } from './support/conform.ts'
import { Gate } from './support/gate.ts'
import { divide, hold, square } from './support/tasks.ts'

function ended(how: 'ok' | 'error' | 'cancelled'): Future<unknown> {
  const future = new Future<unknown>()
  if (how === 'ok') future.setResult(42)
  else if (how === 'error') future.setException(new Error('broken'))
  else future.cancel()
  return future
}

conform(25, async (open) => {
  const pool = open({ maxWorkers: 2 })
  const [gate, never] = [new Gate(), new Future<unknown>()]
  const [quick, slow]: Future<unknown>[] = [pool.submit(square, 21), pool.submit(hold, gate.holds(0))]
  const { done, notDone } = await wait([never, quick, slow] as Future<unknown>[], { returnWhen: 'FIRST_COMPLETED' })
  expect([...done]).toEqual([quick])
  expect(notDone).toEqual(new Set([never, slow]))
})

conform(26, async (open) => {
  const pool = open({ maxWorkers: 2 })
  const gate = new Gate()
  const [ok, fails]: Future<unknown>[] = [pool.submit(square, 2), pool.submit(divide, [1, 0])]
  const slow: Future<unknown> = pool.submit(hold, gate.holds(0))
  const { done, notDone } = await wait([ok, fails, slow] as Future<unknown>[], { returnWhen: 'FIRST_EXCEPTION' })
  expect([...done]).toContain(fails)
  expect([...notDone]).toContain(slow)
})

conform(27, async (open) => {
  const gate = new Gate()
  const slow: Future<unknown> = open({ maxWorkers: 1 }).submit(hold, gate.holds(0))
  const [failed, cancelled] = [ended('error'), ended('cancelled')]
  const first = await wait([slow, failed, cancelled], { returnWhen: 'FIRST_EXCEPTION' })
  expect(first).toEqual({ done: new Set([failed, cancelled]), notDone: new Set([slow]) })

  // A cancelled future is done, but it is no failure: this wait goes on until the task ends.
  const rest = wait([slow, cancelled], { returnWhen: 'FIRST_EXCEPTION' })
  gate.open()
  expect((await rest).notDone.size).toBe(0)
})

conform(28, async (open) => {
  const clock = new ManualClock()
  const gate = new Gate()
  const slow: Future<unknown> = open({ maxWorkers: 1 }).submit(hold, gate.holds(0))
  const others = [ended('ok'), ended('error'), ended('cancelled')]
  const waiting = wait([slow, ...others], { timeoutMs: 5000, clock })
  await clock.advance(5000)
  expect(await waiting).toEqual({ done: new Set(others), notDone: new Set([slow]) })
  expect(slow.done()).toBe(false)
  expect(clock.timers).toBe(0)
  gate.open()
  await expect(slow.result()).resolves.toBe(0)
  await expect(wait([slow], { returnWhen: 'ANY' as 'ALL_COMPLETED' })).rejects.toThrow(RangeError)
  expect(await wait([])).toEqual({ done: new Set(), notDone: new Set() })
})

conform(29, async (open) => {
  const gate = new Gate()
  const pool = open({ maxWorkers: 2 })
  const futures = Array.from({ length: 100 }, (_, index) => pool.submit(hold, gate.holds(index)))
  await gate.started(1)
  const waits = [wait(futures), wait(futures, { returnWhen: 'FIRST_EXCEPTION' }), wait(futures.slice(0, 50))]
  gate.open()
  const [all, withoutError, half] = await Promise.all(waits)
  expect(all?.done).toEqual(new Set(futures))
  expect(withoutError?.done).toEqual(new Set(futures))
  expect(half?.notDone.size).toBe(0)
})
