import { expect, it } from 'vitest'
import { UsageError, type RunSummary } from 'poolscope'
import { MODELS, type Model } from '#engine/contract/index.js'
import { ownTaskSchema } from '#engine/own/schema.js'
import { ownWorkload } from '#engine/own/workload.js'
import { NO_OBSERVER } from '#engine/telemetry/observer.js'
import { handles } from '../runs/finish.ts'
import { until } from '../tasks/support.ts'
import { project, runOwn } from './project.ts'

const at = project({
  'throws.ts': 'interface A { x: 1 }\n\nthrow new Error("no settings")\nexport default () => 1',
  'syntax.mjs': 'export default function task(n) {\n  return n +* 2\n}',
  'syntax.ts': 'type A = 1\nexport default function task(n: number) {\n  return n +* 2\n}',
  'imports-syntax.ts': 'import task from "./syntax.ts"\nexport default task',
  'no-task.ts': 'export const n = 3\nexport function work(): void {}',
  'missing.ts': 'import fs from "node:fs"\nimport missing from "@scope/missing/part"\nexport default () => [fs, missing]',
  'missing.cjs': '\nconst missing = require("missing")\nmodule.exports = () => missing',
  'missing-file.mjs': 'import other from "./other.js"\nexport default other',
  'script.js': 'import other from "node:fs"\nexport default other',
  'package.json': '{ "type": "commonjs" }',
  'exits-at-import.mjs': 'process.exit(3)',
  'yields-function.mjs': '\nexport function* inputs() { yield 1; yield () => 1 }\nexport default () => 1',
  'inputs-throw.ts': 'type A = 1\nexport function* inputs() {\n  yield 1\n  throw new TypeError("no more")\n}\nexport default () => 1',
  'inputs-wrong.mjs': 'export const inputs = 4\nexport default () => 1',
  'no-inputs.mjs': 'export const inputs = []\nexport default () => 1',
  'fails.ts': 'type A = 1\nexport function task(n: number): unknown {\n  if (n % 4 === 0) throw new TypeError(`bad ${n % 8}`)\n  return n % 4 === 1 ? () => n : n\n}',
  'ends.mjs': 'export async function task(n) {\n  if (n === 3) process.exit(7)\n  if (n !== 8) return\n  setImmediate(() => { throw new Error("later") })\n  await new Promise(() => {})\n}',
  'loops.mjs': '\nexport function task(n) {\n  if (n === 3) for (;;);\n}',
  'loops-at-import.ts': 'type A = 1\nlet n = 0\nwhile (n >= 0)\n  n++\nexport default () => 1',
  'inputs-loop.mjs': 'export function* inputs() {\n  yield 1\n  for (let n = 0; ; n++)\n    if (n < 0) yield n\n}\nexport default () => 1',
  'enum-loops.ts': 'enum Kind {\n  A = 1,\n}\n\ninterface X {\n  a: number\n}\n\nexport function task(n: number): number {\n  const x: X = { a: Kind.A }\n  while (n === 3)\n    x.a++\n  return x.a\n}',
  'fills.mjs': 'export function task(n) {\n  const all = []\n  if (n === 3) for (;;) all.push(new Array(100_000).fill(n))\n}',
  'thread-only.mjs': 'import { isMainThread } from "node:worker_threads"\nlet loads = 0\nimport fs from "node:fs"\nimport path from "node:path"\nconst file = path.join(import.meta.dirname, "loads")\nloads = fs.existsSync(file) ? 1 : 0\nfs.writeFileSync(file, "")\nif (loads > 0) throw new Error("once only")\nexport default () => isMainThread',
})

/** Before anything starts. */
it.each<[string, string]>([
  ['throws.ts', 'throws.ts:3: the module threw Error while it was loaded: no settings'],
  ['syntax.mjs', 'syntax.mjs:2:13: syntax error: Expression expected. Correct it'],
  ['syntax.ts', 'syntax.ts:3:13: syntax error: Expression expected. Correct it'],
  ['imports-syntax.ts', 'syntax.ts:3:13: syntax error: Expression expected. Correct it'],
  ['no-task.ts', 'no-task.ts:1: it exports neither "task" nor a default function. It exports: work. Add: export default function task'],
  ['missing.ts', 'missing.ts:2: it needs the package "@scope/missing", which is not installed. In <folder> run: npm install @scope/missing'],
  ['missing.cjs', 'missing.cjs:2: it needs the package "missing", which is not installed. In <folder> run: npm install missing'],
  ['missing-file.mjs', 'missing-file.mjs:1: it imports <folder>/other.js, which does not exist'],
  ['not-there.mjs', 'not-there.mjs does not exist. Check the path.'],
  ['script.js', 'script.js:1: Cannot use import statement outside a module. End its name in .mjs'],
  ['exits-at-import.mjs', 'exits-at-import.mjs: its worker ended while the module or its inputs were loaded'],
  ['yields-function.mjs', 'yields-function.mjs:2: input 1 cannot be copied to a worker'],
  ['inputs-throw.ts', 'inputs-throw.ts:4: "inputs" threw TypeError: no more'],
  ['inputs-wrong.mjs', 'inputs-wrong.mjs:1: "inputs" must be an array'],
  ['no-inputs.mjs', 'There are no inputs'],
])('%s is refused with its place and what to do', async (file, message) => {
  const error: unknown = await runOwn({ path: at(file) }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UsageError)
  const folder = at('.')
  expect((error as Error).message.replaceAll(folder, '<folder>').replaceAll('<folder>//', '<folder>/')).toContain(message)
})

it.each([
  ['threads', 'loops-at-import.ts', 'loops-at-import\\.ts:[34]: loading it'],
  ['processes', 'loops-at-import.ts', 'loops-at-import\\.ts:[34]: loading it'],
  ['threads', 'inputs-loop.mjs', 'inputs-loop\\.mjs:[34]: loading it, or its next inputs, took longer'],
  ['processes', 'inputs-loop.mjs', 'inputs-loop\\.mjs:[34]: loading it, or its next inputs, took longer'],
] as const)('as %s, %s is refused with the line of its loop', async (as, file, message) => {
  const params = ownTaskSchema.parse({ path: at(file), as })
  const source = { file: at(file), command: null, exportName: '', timeoutMs: 0 }
  const before = handles()
  await expect(ownWorkload(params, source, { seed: 1, observer: NO_OBSERVER }, 1_500)).rejects.toThrow(new RegExp(message))
  await until(() => handles() === before)
})

it.each([
  [{}, 'Choose a module'],
  [{ path: 'a.mjs', command: 'b' }, 'not both'],
  [{ path: 'a.mjs', workers: 100 }, 'at most 64 threads, or 1024 tasks at a time on an event loop'],
  [{ path: 'a.mjs', as: 'fibres' }, 'Valid names'],
])('parameters %j are refused', async (params, message) => {
  await expect(runOwn(params)).rejects.toThrow(message)
})

/** On an event loop a task can take its neighbours with it. */
const most = (as: Model, few: number): number => (as === 'event-loop' ? 2 * few : few)
const runsOn = ({ tasks }: RunSummary): void => expect(tasks.ok + tasks.lost + tasks.timedOut).toBe(12)
const params = { workers: 2, tasks: 12 }

it.each(MODELS)('as %s, each task that throws or returns what cannot be copied is told', async (as) => {
  const { summary, errors } = await runOwn({ ...params, as, path: at('fails.ts') })
  expect(summary).toMatchObject({ outcome: 'ok', tasks: { ok: 6, error: 6 } })
  const first = `${at('fails.ts')}:3: TypeError: bad 0`
  const told = errors.filter((text) => !text.includes('cannot be sent'))
  expect(told.sort()).toEqual([first, `${at('fails.ts')}:3: TypeError: bad 4`, `1 more: ${first}`].sort())
  expect(errors.find((text) => !told.includes(text))).toMatch(/fails\.ts:2: the task's result cannot be sent .* Return numbers, texts/)
})

/** A thread ends in one way, a process in another, and an event loop with all that it had begun. */
it.each(['threads', 'processes', 'event-loop'] as const)('as %s, a task that ends its worker takes no other', async (as) => {
  const { summary, errors } = await runOwn({ ...params, as, path: at('ends.mjs') })
  expect(summary.tasks.lost).toBeGreaterThanOrEqual(2)
  expect(summary.tasks.lost).toBeLessThanOrEqual(most(as, 2))
  runsOn(summary)
  expect(errors).toContain(`${at('ends.mjs')}:2: process.exit(7) ended this worker. Return from the task, or throw, instead.`)
  expect(errors).toContain(`${at('ends.mjs')}:4: Error that nothing caught: later`)
  expect(errors.join('\n')).toContain(`${at('ends.mjs')}:1: the task was lost: `)
})

it.each(['threads', 'processes', 'event-loop'] as const)('as %s, a task that loops for ever is ended, and its place is told', async (as) => {
  const { summary, errors } = await runOwn({ ...params, as, path: at('loops.mjs'), timeoutMs: 1_500 })
  expect(summary.tasks.timedOut).toBe(1)
  runsOn(summary)
  if (as !== 'event-loop') expect(summary.tasks.ok).toBe(11)
  expect(errors[0]).toMatch(/loops\.mjs:2: the task ran longer than its limit of 1500 ms; its .* was replaced/)
  if (as === 'processes') expect(errors).toContain(`${at('loops.mjs')}:3: here a task was when its time was over.`)
  else expect(errors[0]).toMatch(/Run it as processes to be told the line where it was[.]$/)
})

it('the line of a loop is that of the TypeScript, also where it was compiled', async () => {
  const { errors } = await runOwn({ ...params, as: 'processes', path: at('enum-loops.ts'), timeoutMs: 1_500 })
  expect(errors.join('\n')).toMatch(/enum-loops\.ts:1[12]: here a task was when its time was over/)
})

it.each(['threads', 'processes'] as const)('as %s, a task that fills its memory is lost', async (as) => {
  const { summary, errors } = await runOwn({ ...params, as, path: at('fills.mjs'), memoryMb: 32 })
  expect(summary.tasks).toMatchObject({ ok: 11, lost: 1 })
  expect(errors.join('\n')).toMatch(/fills\.mjs:1: the task was lost: .*(memory limit|its heap reaches 32 MiB)/)
})

it('a module that cannot be loaded twice ends the run with the reason', async () => {
  const { summary } = await runOwn({ path: at('thread-only.mjs'), tasks: 3, workers: 1 })
  expect(summary.outcome).toBe('failed')
  expect(summary.error).toContain(`${at('thread-only.mjs')}:8: the module threw Error while it was loaded: once only`)
  expect(summary.tasks).toMatchObject({ submitted: 3, ok: 0, error: 3 })
})
