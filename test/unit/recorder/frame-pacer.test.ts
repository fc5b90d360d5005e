import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FramePacer } from '../../../renderer/recorder/frame-pacer.ts'

const ms = (value: number): number => value * 1000

describe('the places of pictures in a video', () => {
  it('are one for each picture of a capture of the same rate, whatever its first time', () => {
    const pacer = new FramePacer(30)
    const places = Array.from({ length: 90 }, (_, at) => pacer.offer(ms(123_456) + (at * 1e6) / 30))
    expect(places).toEqual(Array.from({ length: 90 }, (_, at) => at))
  })

  it('are half as many as pictures of a capture of twice the rate', () => {
    const pacer = new FramePacer(30)
    const places = Array.from({ length: 120 }, (_, at) => pacer.offer((at * 1e6) / 60)).filter((place) => place !== null)
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
    expect(places.length).toBeGreaterThanOrEqual(59)
    expect(pacer.length).toBeLessThanOrEqual(61)
  })

  it('a pause takes no time of the video, and leaves no gap', () => {
    const pacer = new FramePacer(30)
    expect([pacer.offer(0), pacer.offer(ms(33))]).toEqual([0, 1])
    pacer.pause()
    pacer.resume(ms(60_000))
    expect([pacer.offer(ms(60_000)), pacer.offer(ms(60_033))]).toEqual([2, 3])
  })

  it('the first picture after a pause may have been captured a little before it ended', () => {
    const pacer = new FramePacer(30)
    pacer.offer(0)
    pacer.pause()
    pacer.resume(ms(1000))
    expect(pacer.offer(ms(900))).toBeNull()
    expect(pacer.hold(ms(1010))).toBe(1)
  })

  it('a picture that must come gets the next place, or that of its time', () => {
    const pacer = new FramePacer(10)
    pacer.offer(0)
    expect(pacer.gap(ms(500))).toBe(5)
    expect(pacer.hold(ms(500))).toBe(5)
    expect(pacer.hold(ms(500))).toBe(6)
    expect(pacer.gap(ms(500))).toBe(0)
  })

  it('are never given twice, in any order of pictures, pauses and repetitions', () => {
    const step = fc.oneof(
      fc.record({ what: fc.constantFrom('offer', 'hold'), afterMs: fc.integer({ min: -50, max: 300 }) }),
      fc.record({ what: fc.constant('pause'), afterMs: fc.integer({ min: 0, max: 5000 }) }),
    )
    fc.assert(
      fc.property(fc.constantFrom(24, 30, 60), fc.array(step, { maxLength: 200 }), (fps, steps) => {
        const pacer = new FramePacer(fps)
        let nowMs = 0
        let last = -1
        for (const { what, afterMs } of steps) {
          nowMs += afterMs
          if (what === 'pause') {
            pacer.pause()
            pacer.resume(ms(nowMs))
            continue
          }
          const place = what === 'hold' ? pacer.hold(ms(nowMs)) : pacer.offer(ms(nowMs))
          if (place === null) continue
          expect(place).toBeGreaterThan(last)
          expect(pacer.length).toBe(place + 1)
          last = place
        }
      }),
    )
  })
})
