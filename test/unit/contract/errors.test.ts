import { describe, expect, it } from 'vitest'
import {
  BrokenPoolError,
  CancelledError,
  ConfirmationNeededError,
  deserializeError,
  didYouMean,
  InvalidStateError,
  nearest,
  NotCloneableError,
  QueueEmptyError,
  QueueFullError,
  QueueShutDownError,
  serializeError,
  TaskTimeoutError,
  TimeoutError,
  UsageError,
  WorkerLostError,
} from '#engine/contract/index.js'

const CLASSES = [
  BrokenPoolError,
  CancelledError,
  ConfirmationNeededError,
  InvalidStateError,
  NotCloneableError,
  QueueEmptyError,
  QueueFullError,
  QueueShutDownError,
  TaskTimeoutError,
  TimeoutError,
  UsageError,
  WorkerLostError,
]

const overTheWire = (error: unknown): Error => deserializeError(structuredClone(serializeError(error)))

function causes(error: Error): number {
  let depth = 0
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) depth++
  return depth
}

describe('an error that crosses a wire', () => {
  it.each(CLASSES.map((each) => [each.name, each] as const))('keeps the class %s', (name, Class) => {
    const original = new Class('why', { cause: new RangeError('deeper') })
    const copy = overTheWire(original)
    expect(copy).toBeInstanceOf(Class)
    expect(copy).toMatchObject({ name, message: 'why', code: original.code, stack: original.stack })
    expect(copy.cause).toMatchObject({ name: 'RangeError', message: 'deeper' })
  })

  it('keeps name, code and stack of a class that is not ours', () => {
    const original = Object.assign(new TypeError('no such file'), { code: 'ENOENT' })
    const copy = overTheWire(original)
    expect(copy).toMatchObject({ name: 'TypeError', message: 'no such file', code: 'ENOENT', stack: original.stack })
  })

  it.each(['constructor', '__proto__', 'toString', 'ERR_NOBODY_KNOWS'])('may have the code %s', (code) => {
    const copy = overTheWire(Object.assign(new Error('odd'), { code }))
    expect(copy).toBeInstanceOf(Error)
    expect(copy).toMatchObject({ message: 'odd', code })
  })

  it('has at most eight causes, a ring of causes too', () => {
    const ring = new Error('outer')
    ring.cause = new Error('inner', { cause: ring })
    expect(causes(overTheWire(ring))).toBe(8)
    expect(causes(overTheWire(new Error('1', { cause: new Error('2', { cause: new Error('3') }) })))).toBe(2)
  })

  it('may be anything that can be thrown', () => {
    expect(overTheWire('text').message).toBe('a non-error was thrown: text')
    expect(overTheWire(undefined).message).toBe('a non-error was thrown: undefined')
    expect(overTheWire(Symbol('s')).message).toContain('Symbol(s)')
    const hostile = Object.defineProperty(new Error('x'), 'message', {
      get: () => {
        throw new Error('a getter that throws')
      },
    })
    const odd = Object.assign(new Error('x'), { message: { toString: () => 'an object' }, name: 7, stack: () => 0 })
    expect(overTheWire(Object.create(null)).message).toBe('a non-error was thrown: object')
    expect(overTheWire(hostile).message).toMatch(/cannot be shown/)
    expect(overTheWire(odd)).toMatchObject({ name: '7', message: 'an object' })
  })
})

describe('names that were meant', () => {
  const names = ['thread-pool', 'threads', 'process-pool', 'gather', 'network']

  it('are the nearest ones, at most three, nearest first', () => {
    expect(nearest('thread', names)).toEqual(['thread-pool', 'threads'])
    expect(nearest('gahter', names)).toEqual(['gather'])
    expect(nearest('NETWORK', names)[0]).toBe('network')
    expect(didYouMean('tread-pool', names)).toMatch(/^Did you mean thread-pool/)
  })

  it('are all of them when none is near, nothing was given, or far too much', () => {
    const all = 'Valid names: thread-pool, threads, process-pool, gather, network.'
    for (const word of ['xyzzyxyzzy', '', 'thread-pool'.repeat(100_000)]) expect(didYouMean(word, names)).toBe(all)
  })
})
