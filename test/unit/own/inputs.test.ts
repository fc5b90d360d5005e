import { expect, it } from 'vitest'
import { project, runOwn } from './project.ts'

/** Fails with its input, so that the log shows what came. */
const at = project({
  'show.mjs': 'export const task = (input) => { throw new Error(JSON.stringify(input)) }',
  'seeded.ts': 'export const inputs = async (seed: number) => [seed, seed + 1]\nexport const task = (n: number) => { throw new Error(String(n)) }',
  'async.ts': 'export async function* inputs(): AsyncGenerator<string> { yield "a"; yield "b" }\nexport const task = (n: string) => { throw new Error(n) }',
  'endless.mjs': 'export function* inputs() { for (let n = 0; ; n++) yield n }\nexport const task = (n) => n',
  'a.json': '[1, {"b": "x"}]',
  'a.jsonl': '{"a": 1}\n\n{"a": 2}\n',
  'a.csv': '\uFEFFname,size\n"x, y",1\nz,2\n',
  'a.tsv': 'name\tsize\nx\t1\n',
  'a.txt': 'first line\nsecond\n',
  'object.json': '{"a": 1}',
  'broken.json': '[1,',
  'broken.jsonl': '{"a": 1}\n{"a": \n',
  'broken.csv': 'a,b\n1,"x\n',
  'a.xml': '<a/>',
})

const shown = ({ errors }: { errors: string[] }): string[] => errors.map((text) => text.replace(/^.*?:1: /, '').replace(/^.*?:2: /, '')).sort()

it.each<[string, string[]]>([
  ['a.json', ['1', '{"b":"x"}']],
  ['a.jsonl', ['{"a":1}', '{"a":2}']],
  ['a.csv', ['{"name":"x, y","size":"1"}', '{"name":"z","size":"2"}']],
  ['a.tsv', ['{"name":"x","size":"1"}']],
  ['a.txt', ['"first line"', '"second"']],
])('inputs come from %s', async (file, inputs) => {
  expect(shown(await runOwn({ path: at('show.mjs'), inputs: at(file) }))).toEqual(inputs)
})

it.each([
  ['object.json', 'object.json must hold a JSON array'],
  ['broken.json', 'broken.json: Unexpected end of JSON input'],
  ['broken.jsonl', 'broken.jsonl:2: Unexpected end of JSON input'],
  ['broken.csv', 'broken.csv: Quote Not Closed'],
  ['a.xml', 'inputs can be read from .json, .jsonl, .ndjson, .csv, .tsv, .txt files'],
  ['nothing.csv', 'it does not exist. Check the path'],
])('%s is refused', async (file, message) => {
  await expect(runOwn({ path: at('show.mjs'), inputs: at(file) })).rejects.toThrow(message)
})

it('inputs(seed) gets the seed of the run', async () => {
  expect(shown(await runOwn({ path: at('seeded.ts') }))).toEqual(['7', '8'])
})

it('an async generator gives inputs', async () => {
  expect(shown(await runOwn({ path: at('async.ts') }))).toEqual(['a', 'b'])
})

it('without any, tasks are numbered', async () => {
  expect(shown(await runOwn({ path: at('show.mjs'), tasks: 3 }))).toEqual(['0', '1', '2'])
})

it('of endless inputs as many are taken as there are to be tasks', async () => {
  const { summary, run } = await runOwn({ path: at('endless.mjs'), tasks: 12_345 })
  expect(summary.tasks).toMatchObject({ submitted: 12_345, ok: 12_345 })
  expect(run.info.expectedTasks).toBe(12_345)
})

it('at a rate inputs come again, until there were as many tasks as there are to be', async () => {
  const params = { path: at('show.mjs'), inputs: at('a.json'), arrival: 'steady', ratePerSecond: 500 }
  const { summary, run } = await runOwn({ ...params, tasks: 5 })
  expect(summary.tasks.submitted).toBe(5)
  const { tasks } = run.recorder
  // The first is due when the run is; the others when the rate says so, however late they come.
  const [, ...due] = [...tasks.copy(tasks.firstRow, tasks.rows).columns.submittedMs].sort((a, b) => a - b)
  expect(due.map((ms) => Math.round((ms - (due[0] ?? 0)) / 2))).toEqual([0, 1, 2, 3])
  expect((await runOwn({ ...params, tasks: 0 })).summary.tasks.submitted).toBe(2)
  expect((await runOwn({ path: at('show.mjs'), inputs: at('a.json'), tasks: 5 })).summary.tasks.submitted).toBe(2)
})
