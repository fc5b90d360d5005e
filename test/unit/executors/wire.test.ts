import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Decoder, encode } from '#engine/executors/wire.js'

const cell = fc.oneof(
  ...[fc.double(), fc.integer(), fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null), fc.constant(undefined)],
  ...[fc.bigInt(), fc.dictionary(fc.string(), fc.double()), fc.uint8Array({ maxLength: 300 }), fc.string({ minLength: 2000, maxLength: 5000 })],
)
const message = fc.record({ op: fc.constantFrom('run', 'results'), tasks: fc.array(cell), exitCode: fc.integer() })

it('gets each message whole and in order, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), fc.infiniteStream(fc.integer({ min: 1, max: 700 })), (messages, cuts) => {
      const bytes = Buffer.concat(messages.map((sent) => Buffer.from(encode(sent))))
      const got: unknown[] = []
      const decoder = new Decoder((received) => got.push(received))
      for (let at = 0; at < bytes.length; ) {
        const length = cuts.next().value as number
        // The socket may use its buffer again.
        const chunk = Buffer.from(bytes.subarray(at, at + length))
        decoder.take(chunk)
        at += length
      }
      expect(got).toStrictEqual(messages.map((sent) => structuredClone(sent)))
    }),
  )
})

it('keeps messages apart: what is read from one is not changed by the next', () => {
  const got: { tasks: Uint8Array[] }[] = []
  const decoder = new Decoder((received) => got.push(received as { tasks: Uint8Array[] }))
  const chunk = Buffer.from(encode({ tasks: [new Uint8Array([1, 2, 3])] }))
  decoder.take(chunk)
  chunk.fill(255)
  expect([...(got[0]?.tasks[0] ?? [])]).toEqual([1, 2, 3])
})

it('refuses what cannot be cloned', () => {
  expect(() => encode({ tasks: [() => 1] })).toThrow(/could not be cloned/)
})
