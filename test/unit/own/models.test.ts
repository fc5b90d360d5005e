import { describe, expect, it } from 'vitest'
import { MODELS, TECHNIQUE_OF_MODEL, type Model } from '#engine/contract/index.js'
import { project, runOwn } from './project.ts'

/** Each task checks its own input and result, so that one that ends well has been computed rightly. */
const at = project({
  'task.ts': `
    import { isMainThread, threadId } from 'node:worker_threads'
    import { Kind, twice } from './lib/helper.js'
    import { plus } from './lib/plus'
    import three from 'three-package'
    interface Input { readonly n: number }
    export function* inputs(seed: number): Generator<Input> {
      for (let n = 0; n < 12; n++) yield { n: n + seed }
    }
    export default async function task({ n }: Input, { signal }: { signal: AbortSignal }): Promise<object> {
      if (signal.aborted) throw new Error('aborted')
      if (twice(n) + plus(three) !== 2 * n + 4 || Kind.b !== 1 || n < 7) throw new Error('wrong')
      return { n, isMainThread, threadId }
    }`,
  'lib/helper.ts': 'export enum Kind { a, b }\nexport const twice = (n: number): number => n * 2',
  'lib/plus.ts': "import { one } from './one.ts'\nexport const plus = (n: number): number => n + one",
  'lib/one.ts': 'export const one: number = 1',
  'node_modules/three-package/package.json': '{ "name": "three-package", "main": "index.js" }',
  'node_modules/three-package/index.js': 'module.exports = 3',
  'common.cjs': 'const three = require("three-package")\nexports.task = (n) => { if (three !== 3) throw new Error("wrong") }',
  'common.cts': 'const three: number = require("three-package")\nmodule.exports = function (n: number): number { return n + three }',
  'package.json': '{ "type": "commonjs" }',
  'named.mjs': 'export const double = (n) => 2 * n\nexport const task = () => { throw new Error("not this one") }',
  'plain.mjs': 'export default (n) => { if (typeof n !== "number") throw new Error("wrong") }',
})

const KINDS: Record<Model, string> = { threads: 'thread', processes: 'process', 'event-loop': 'event-loop', serial: 'thread' }

describe.each(MODELS)('your own task as %s', (as) => {
  it('is the same module, with its imports, packages and inputs', async () => {
    const { run, summary, errors } = await runOwn({ path: at('task.ts'), as, workers: 2 })
    expect(errors).toEqual([])
    expect(summary).toMatchObject({ outcome: 'ok', tasks: { submitted: 12, ok: 12 } })
    expect(run.info).toMatchObject({ title: 'task.ts', technique: TECHNIQUE_OF_MODEL[as], expectedTasks: 12, kinds: ['task.ts'] })
    expect(run.info.params).toMatchObject({ path: at('task.ts'), as })
    expect(new Set(summary.workers.map(({ kind }) => kind))).toEqual(new Set([KINDS[as]]))
    expect(summary.workers.length).toBeLessThanOrEqual(as === 'threads' || as === 'processes' ? 2 : 1)
    if (as === 'serial') expect(summary.inversions).toBe(0)
  })
})

/** Threads and processes load modules each in their way. */
describe.each(['threads', 'processes'] as const)('as %s', (as) => {
  it.each(['common.cjs', 'common.cts', 'plain.mjs'])('takes %s', async (file) => {
    const { summary, errors } = await runOwn({ path: at(file), as, workers: 1, tasks: 3 })
    expect(errors).toEqual([])
    expect(summary.tasks).toMatchObject({ submitted: 3, ok: 3 })
  })
})

it('runs the function that is named', async () => {
  const { summary } = await runOwn({ path: at('named.mjs'), export: 'double', tasks: 3 })
  expect(summary.tasks).toMatchObject({ submitted: 3, ok: 3 })
})

it('runs as many tasks at a time on an event loop as it is told to', async () => {
  const loop = project({
    'count.mjs': `
      import { setTimeout as sleep } from 'node:timers/promises'
      let running = 0
      export async function task() {
        if (++running > 3) throw new Error('too many')
        await sleep(5)
        running--
      }`,
  })
  const { run, summary, errors } = await runOwn({ path: loop('count.mjs'), as: 'event-loop', workers: 3, tasks: 20 })
  expect(errors).toEqual([])
  expect(summary.tasks.ok).toBe(20)
  expect(summary.maxQueueDepth).toBeGreaterThanOrEqual(17) // the others wait, and the chart shows it
  expect(run.recorder.tasks.rows).toBe(20)
})
