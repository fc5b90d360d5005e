import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deserialize, serialize } from 'node:v8'
import { BlockingQueue } from '#engine/queues/index.js'

const NOT_CLONEABLE = expect.objectContaining({ code: 'ERR_NOT_CLONEABLE' }) as Error

function thrown(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}

describe('items of a queue', () => {
  it('come out as node:v8 would copy them', () => {
    const queue = new BlockingQueue<unknown>()
    const rare = { withDate: true, withMap: true, withSet: true, withTypedArray: true, withSparseArray: true }
    const item = fc.anything({ ...rare, withBigInt: true })
    const text = fc.string({ unit: 'binary' })
    const record = fc.record({ id: fc.integer(), text: fc.string({ minLength: 20 }) })
    fc.assert(
      fc.property(fc.oneof(item, text, fc.double(), record), (value) => {
        queue.putNowait(value)
        expect(queue.getNowait()).toEqual(deserialize(serialize(value)))
      }),
      { numRuns: 1000 },
    )
  })

  it('keep what is special about them', () => {
    const queue = new BlockingQueue<unknown>()
    const through = (value: unknown) => {
      queue.putNowait(value)
      return queue.getNowait()
    }
    expect(Object.is(through(-0), -0)).toBe(true)
    expect(Object.is((through({ zero: -0 }) as { zero: number }).zero, -0)).toBe(true)
    const edges = [NaN, Infinity, 2 ** 31, -(2 ** 31), 2 ** 53]
    expect(through(edges)).toEqual(edges)
    const shared = { one: 1 }
    const twice = through({ a: shared, b: shared }) as { a: object; b: object }
    expect(twice.a).toBe(twice.b)
    const circle: { self?: object } = {}
    circle.self = circle
    const copy = through(circle) as typeof circle
    expect(copy.self).toBe(copy)
    const match = through(/b/.exec('abc')) as RegExpMatchArray
    expect(match.index).toBe(1)
    expect(through(Buffer.from('bytes'))).toEqual(Buffer.from('bytes'))
    expect(Object.hasOwn(through(JSON.parse('{"__proto__":1}') as object) as object, '__proto__')).toBe(true)
    const lone = '\ud800 and é and a long tail of characters'
    expect(through(lone)).toBe(lone)
    expect(through('x'.repeat(1_000_000))).toBe('x'.repeat(1_000_000))
  })

  it('that cannot be copied fail alone', async () => {
    const queue = new BlockingQueue<unknown>({ maxSize: 2 })
    expect(thrown(() => queue.putNowait(() => 1))).toEqual(NOT_CLONEABLE)
    expect(thrown(() => queue.putNowait({ deep: [Symbol('no')] }))).toEqual(NOT_CLONEABLE)
    queue.putNowait(1)
    queue.putNowait(2)
    await expect(queue.putAsync(() => 1)).rejects.toEqual(NOT_CLONEABLE)
    expect([queue.getNowait(), queue.getNowait(), queue.unfinished]).toEqual([1, 2, 2])
  })

  it('are copied when they are put, also when they must wait', async () => {
    const queue = new BlockingQueue<{ n: number }>({ maxSize: 1 })
    queue.putNowait({ n: 0 })
    const item = { n: 1 }
    const put = queue.putAsync(item)
    item.n = 2
    queue.getNowait()
    await put
    expect(queue.getNowait()).toEqual({ n: 1 })
  })
})
