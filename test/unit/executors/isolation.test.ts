import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { TaskRef } from '#engine/contract/index.js'
import { EXECUTORS, openExecutor, POOLS } from '../../conformance/support/open.ts'
import { echo } from '../../conformance/support/tasks.ts'

const module = new URL('./isolation.mjs', import.meta.url).href
const markInput: TaskRef<{ marks: unknown[]; more?: unknown }, number> = { module, name: 'markInput' }
const sameObject: TaskRef<undefined, { count: number; list: number[] }> = { module, name: 'sameObject' }
const sameMap: TaskRef<undefined, Map<string, number>> = { module, name: 'sameMap' }

/** So many that, once a pool knows that the tasks are short, they reach its worker in few messages. */
const MANY = 200

describe.each(EXECUTORS)('tasks of the %s that travel together', (kind) => {
  it.each([
    ['a plain object', {}],
    ['an object that JSON cannot copy', { more: new Map() }],
  ])('have inputs of their own, though all are %s and share a part', async (_, more) => {
    const pool = openExecutor(kind, { maxWorkers: 1 })
    const marks: unknown[] = []
    for (let round = 0; round < 3; round++) {
      const found = await Promise.all(Array.from({ length: MANY }, () => pool.run(markInput, { marks, ...more })))
      expect(new Set(found)).toEqual(new Set([0]))
    }
    expect(marks).toEqual([])
  })
})

describe.each(POOLS)('results of the %s', (kind) => {
  it('are what the task returned then, even if it changes its object later', async () => {
    const pool = openExecutor(kind, { maxWorkers: 1 })
    await Promise.all(Array.from({ length: MANY }, () => pool.run(sameMap)))
    const maps = await Promise.all(Array.from({ length: MANY }, () => pool.run(sameMap)))
    expect(maps.map((map) => map.get('count'))).toEqual(Array.from({ length: MANY }, (_, at) => MANY + at + 1))
    const objects = await Promise.all(Array.from({ length: MANY }, () => pool.run(sameObject)))
    expect(objects.map(({ count }) => count)).toEqual(Array.from({ length: MANY }, (_, at) => at + 1))
    expect(new Set(objects.map(({ list }) => list)).size).toBe(MANY)
  })
})

/** Whatever structured clone can copy (MDN, "The structured clone algorithm"), and whatever JSON would copy otherwise. */
function values(): Record<string, unknown> {
  const shared = { part: 1 }
  const cycle: Record<string, unknown> = { name: 'cycle' }
  cycle['self'] = cycle
  const list = [1, 2, 3]
  // oxlint-disable-next-line no-sparse-arrays -- that a hole stays a hole is what is tested
  const sparse = [1, , 3]
  return {
    ...{ undefined: undefined, null: null, true: true, zero: 0, 'minus zero': -0, NaN, Infinity, fraction: 0.1 + 0.2 },
    ...{ bigint: 12345678901234567890n, text: 'a\u2028\n"\\', 'half a character': '\ud800', 'long text': 'x'.repeat(200_000) },
    ...{ 'empty list': [], 'list of lists': [[], [[]]], list, sparse, 'list with a name': Object.assign([1], { name: 'n' }) },
    ...{ 'plain object': { a: 1, b: [true, null, { c: 'd' }] }, 'empty object': {}, 'no prototype': Object.assign(Object.create(null), { a: 1 }) as unknown },
    ...{ 'nested undefined': { a: undefined, b: [undefined] }, 'nested NaN': [NaN, -0, { a: Infinity }], 'nested bigint': { a: 1n } },
    ...{ 'own __proto__': JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as unknown },
    ...{ 'twice the same': [shared, shared], cycle, date: new Date(0), 'nested date': { at: new Date(1) }, expression: /a+/gi },
    ...{ map: new Map<unknown, unknown>([[1, { a: [2] }]]), set: new Set([1, 'a']), instance: new (class Point { x = 1 })() },
    ...{ bytes: new Uint8Array([1, 2, 3]), floats: new Float64Array([0.5]), buffer: new ArrayBuffer(8), 'nested bytes': { a: [new Uint8Array(2)] } },
    ...{ 'large list': Array.from({ length: 10_000 }, (_, at) => at), 'large object': Object.fromEntries(list.flatMap((a) => list.map((b) => [`${a}${b}`, { a, b }]))) },
  }
}

describe.each(EXECUTORS)('the %s copies as structured clone does', (kind) => {
  it('to a task and back, one by one and many at a time', async () => {
    const pool = openExecutor(kind, { maxWorkers: 1 })
    const given = Object.entries(values())
    for (const [name, value] of given) expectClone(name, await pool.run(echo, value), value)
    const echoed = await Promise.all(given.map(([, value]) => pool.run(echo, value)))
    for (const [at, [name, value]] of given.entries()) expectClone(name, echoed[at], value)
  })
})

function expectClone(name: string, got: unknown, value: unknown): void {
  const wanted = structuredClone(value)
  // V8 gives views of bytes as Buffers between processes.
  const seen = Buffer.isBuffer(got) ? new Uint8Array(got) : got
  expect(isDeepStrictEqual(seen, wanted), `${name}: ${String(seen)}`).toBe(true)
  if (name === 'twice the same' && Array.isArray(got)) expect(got[0]).toBe(got[1])
}
