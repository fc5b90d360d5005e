import { describe, expect, it } from 'vitest'
import { FrameScheduler } from '../../../renderer/stores/frame-scheduler.ts'

/** Frames that come when the test says so. */
function frameSource() {
  let next: ((timeMs: number) => void) | null = null
  let asked = 0
  return {
    requestAnimationFrame(callback: (timeMs: number) => void) {
      next = callback
      return ++asked
    },
    cancelAnimationFrame() {
      next = null
    },
    get waiting() {
      return next !== null
    },
    frame(timeMs: number) {
      const callback = next
      next = null
      callback?.(timeMs)
    },
  }
}

describe('FrameScheduler', () => {
  it('calls all listeners once a frame, however often things change', () => {
    const source = frameSource()
    const scheduler = new FrameScheduler(source)
    const calls: string[] = []
    scheduler.onFrame(() => void calls.push('a'))
    scheduler.onFrame(() => void calls.push('b'))
    scheduler.invalidate()
    scheduler.invalidate()
    source.frame(0)
    expect(calls).toEqual(['a', 'b'])
  })

  it('rests when nothing changed and wakes with the next change', () => {
    const source = frameSource()
    const scheduler = new FrameScheduler(source)
    scheduler.onFrame(() => undefined)
    source.frame(0)
    expect(source.waiting).toBe(false)
    scheduler.invalidate()
    expect(source.waiting).toBe(true)
  })

  it('does not ask for frames without listeners, and stops when the last one leaves', () => {
    const source = frameSource()
    const scheduler = new FrameScheduler(source)
    scheduler.invalidate()
    expect(source.waiting).toBe(false)
    const leave = scheduler.onFrame(() => undefined)
    expect(source.waiting).toBe(true)
    leave()
    expect(source.waiting).toBe(false)
  })

  it('goes on as long as a listener asks for one more frame', () => {
    const source = frameSource()
    const scheduler = new FrameScheduler(source)
    let left = 3
    scheduler.onFrame(() => --left > 0)
    for (let time = 0; source.waiting; time += 16) source.frame(time)
    expect(left).toBe(0)
  })

  it('ticks at most at its rate, and once more after the last change', () => {
    const source = frameSource()
    const scheduler = new FrameScheduler(source)
    const ticks: number[] = []
    let now = 0
    scheduler.onTick(10, () => ticks.push(now))
    for (now = 0; now < 1000; now += 16) {
      scheduler.invalidate()
      source.frame(now)
    }
    expect(ticks.length).toBeGreaterThanOrEqual(9)
    expect(ticks.length).toBeLessThanOrEqual(11)
    const before = ticks.length
    for (; source.waiting; now += 16) source.frame(now)
    expect(ticks.length).toBe(before + 1)
  })

  it('spreads ticks of one rate over different frames', () => {
    const source = frameSource()
    const scheduler = new FrameScheduler(source)
    let inFrame = 0
    for (let i = 0; i < 6; i++) scheduler.onTick(10, () => inFrame++)
    const perFrame: number[] = []
    for (let now = 1000; now < 2000; now += 16) {
      inFrame = 0
      scheduler.invalidate()
      source.frame(now)
      perFrame.push(inFrame)
    }
    expect(Math.max(...perFrame.slice(7))).toBeLessThanOrEqual(2)
  })

  it('catches up once, not for each period, after a hidden tab comes back', () => {
    const source = frameSource()
    const scheduler = new FrameScheduler(source)
    let ticks = 0
    scheduler.onTick(10, () => ticks++)
    source.frame(0)
    ticks = 0
    scheduler.invalidate()
    source.frame(3_600_000)
    scheduler.invalidate()
    source.frame(3_600_016)
    expect(ticks).toBeLessThanOrEqual(2)
    expect(ticks).toBeGreaterThanOrEqual(1)
  })
})
