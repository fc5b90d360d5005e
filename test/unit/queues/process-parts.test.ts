import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ItemDecoder } from '#engine/queues/item-decoder.js'
import { FrameReader } from '#engine/queues/process/frame-reader.js'
import { Run, Runs } from '#engine/queues/process/run.js'
import { Window } from '#engine/queues/process/window.js'

const frameOf = (type: number, body: Uint8Array) => {
  const frame = Buffer.alloc(5 + body.length)
  frame.writeUInt32LE(body.length + 1, 0)
  frame[4] = type
  frame.set(body, 5)
  return frame
}

describe('FrameReader', () => {
  it('finds the same frames however the stream is cut', () => {
    const frame = fc.record({ type: fc.nat(255), body: fc.uint8Array({ maxLength: 200 }) })
    const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 })
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 20 }), lengths, (sent, cuts) => {
        const stream = Buffer.concat(sent.map(({ type, body }) => frameOf(type, body)))
        const reader = new FrameReader(1000)
        const got: { type: number; body: number[] }[] = []
        for (let at = 0, cut = 0; at < stream.length; cut++) {
          const end = at + (cuts[cut % cuts.length] ?? 1)
          reader.push(stream.subarray(at, end), (type, body) => got.push({ type, body: [...body] }))
          at = end
        }
        expect(got).toEqual(sent.map(({ type, body }) => ({ type, body: [...body] })))
      }),
    )
  })

  it('refuses a frame that is longer than the limit before it has come', () => {
    const reader = new FrameReader(100)
    expect(() => reader.push(Buffer.from([101, 0, 0, 0, 1]), () => undefined)).toThrow('not acceptable')
  })
})

describe('ItemDecoder', () => {
  it('answers garbage with an error, never with memory beyond it', () => {
    const decoder = new ItemDecoder()
    const short = fc.uint8Array({ maxLength: 40 }).filter((bytes) => !bytes.includes(12))
    fc.assert(
      fc.property(short, (bytes) => {
        const source = Buffer.concat([bytes, Buffer.from('secret'.repeat(50))])
        let read: unknown
        try {
          read = decoder.decode(source, 0, bytes.length)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
        expect(JSON.stringify({ read })).not.toContain('secret')
      }),
    )
  })
})

describe('Runs', () => {
  const item = (id: number) => {
    const bytes = Buffer.alloc(4 + (id % 5))
    bytes.writeUInt32LE(id % 5, 0)
    return bytes
  }
  const run = (seq: number, count: number) =>
    new Run(seq, count, Buffer.concat(Array.from({ length: count }, (_, index) => item(seq + index))))

  it('keep items in order while some are taken and others put back', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ push: fc.integer({ min: 1, max: 9 }) }),
        fc.record({ take: fc.integer({ min: 1, max: 9 }) }),
        fc.record({ back: fc.nat() }),
      ),
    )
    fc.assert(
      fc.property(steps, (operations) => {
        const runs = new Runs()
        const model = new Set<number>()
        const out: Run[] = []
        let next = 0
        for (const step of operations) {
          if ('push' in step) {
            runs.push(run(next, step.push))
            for (let count = 0; count < step.push; count++) model.add(next++)
          } else if ('take' in step) {
            const taken = runs.shift(step.take)
            if (taken === undefined) continue
            expect(taken.seq).toBe(Math.min(...model))
            expect(taken.bytes).toEqual(run(taken.seq, taken.count).bytes)
            for (let index = 0; index < taken.count; index++) model.delete(taken.seq + index)
            out.push(taken)
          } else {
            const [back] = out.splice(step.back % Math.max(1, out.length), 1)
            if (back === undefined) continue
            runs.putBack(back)
            for (let index = 0; index < back.count; index++) model.add(back.seq + index)
          }
          expect(runs.count).toBe(model.size)
        }
        const bytes = runs.bytes
        expect(runs.clear().reduce((sum, each) => sum + each.bytes.length, 0)).toBe(bytes)
      }),
    )
  })

  it('know a frame that does not hold its items', () => {
    expect(() => Run.check(2, run(1, 3).bytes)).toThrow('does not hold')
    expect(() => Run.check(0, Buffer.alloc(0))).toThrow('does not hold')
    expect(() => Run.check(9, run(1, 3).bytes)).toThrow(RangeError)
    Run.check(3, run(1, 3).bytes)
  })
})

describe('Window', () => {
  it('never grows beyond its limit, and starts with one item', () => {
    const window = new Window(5)
    expect(window.size).toBe(1)
    for (let round = 0; round < 10; round++) {
      window.filled(1_000_000)
      window.emptied()
      expect(window.size).toBeLessThanOrEqual(5)
    }
  })
})
