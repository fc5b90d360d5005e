import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveClock } from '../../../renderer/show/live-clock.ts'

const { signal } = new AbortController()

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Tells whether a wait is over. */
function watch(wait: Promise<void>): { readonly over: boolean } {
  const watched = { over: false }
  void wait.then(() => {
    watched.over = true
  })
  return watched
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('the clock of a live show', () => {
  it('passes as time does', async () => {
    const clock = new LiveClock({ asks: false })
    const wait = watch(clock.pass(1000, signal))
    await pass(999)
    expect(wait.over).toBe(false)
    await pass(2)
    expect(wait.over).toBe(true)
    expect(clock.nowMs).toBeCloseTo(1001, 0)
  })

  it('stands still while it is paused, and so does who waits', async () => {
    const clock = new LiveClock({ asks: false })
    const wait = watch(clock.pass(1000, signal))
    await pass(400)
    clock.pause()
    await pass(60_000)
    expect([clock.nowMs, wait.over]).toEqual([400, false])
    clock.resume()
    await pass(601)
    expect(wait.over).toBe(true)
  })

  it('ends a wait when the presenter goes on, and no time passes by that', async () => {
    const clock = new LiveClock({ asks: false })
    const wait = watch(clock.pass(5000, signal))
    await pass(100)
    clock.hurry()
    await pass(0)
    expect([wait.over, clock.nowMs]).toEqual([true, 100])
  })

  it('is not asked for an answer by time, when the presenter tells it', async () => {
    const clock = new LiveClock({ asks: true })
    const wait = watch(clock.think(1000, signal))
    await pass(600_000)
    expect(wait.over).toBe(false)
    clock.hurry()
    await pass(0)
    expect(wait.over).toBe(true)
  })

  it('shows again what was, and what comes next waits for that', async () => {
    const clock = new LiveClock({ asks: false })
    await pass(8000)
    clock.seek(3000)
    expect([clock.nowMs, clock.behind]).toEqual([3000, true])
    const wait = watch(clock.reach(0, signal))
    await pass(4999)
    expect(wait.over).toBe(false)
    await pass(2)
    expect([wait.over, clock.behind]).toEqual([true, false])
  })

  it('does not go beyond what was performed', async () => {
    const clock = new LiveClock({ asks: false })
    await pass(2000)
    clock.seek(9999)
    expect(clock.nowMs).toBe(2000)
    clock.seek(-5)
    expect(clock.nowMs).toBe(0)
  })

  it('is behind a run that went on while it was paused, and comes to its newest moment', async () => {
    const clock = new LiveClock({ asks: false })
    const run = { endMs: 0 }
    await pass(1000)
    expect(clock.follow(run)).toBe(1000)
    clock.pause()
    await pass(4000)
    run.endMs = 4000
    expect(clock.behind).toBe(true)
    clock.resume()
    clock.seek(Infinity)
    expect([clock.nowMs, clock.behind]).toEqual([5000, false])
  })

  it('gives up a wait that is aborted', async () => {
    const abort = new AbortController()
    const wait = expect(new LiveClock({ asks: false }).pass(1000, abort.signal)).rejects.toThrow('left')
    abort.abort(new Error('left'))
    await wait
  })
})
