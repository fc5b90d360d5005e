import type { Params } from '../../contract/run.ts'
import type { TaskKind } from '../../contract/tasks.ts'
import { inputsOf } from './inputs-code.ts'

/** Pieces of JavaScript that a program is put together from. */
export interface TaskCode {
  /** Import statements. */
  readonly imports: readonly string[]
  /** Declares `task(input)`, which workers run. */
  readonly task: string
  /** Statements of a function that returns the inputs as an array. */
  readonly inputs: readonly string[]
  /** What the program leaves out, for people. */
  readonly notes: readonly string[]
}

/** The code of a task, or why there is none, for people. */
export type TaskCodeAnswer = TaskCode | { readonly reason: string }

type Pieces = Pick<TaskCode, 'imports' | 'task'>

const FILES = {
  hash: "import { createHash } from 'node:crypto'",
  read: "import { readFile } from 'node:fs/promises'",
  gzip: "import { promisify } from 'node:util'\nimport { gzip } from 'node:zlib'",
}

/** Each does what the task of this name does in the app, with what Node has. */
const PIECES: Partial<Record<TaskKind, Pieces>> = {
  noop: { imports: [], task: 'export function task() {\n  return 0\n}' },
  spin: {
    imports: [],
    task: `/** CPU work: a fixed number of steps, so that it takes longer where workers share a core. */
export function task({ steps }) {
  let x = 1
  for (let i = 0; i < steps; i++) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
  }
  return x
}

/** Steps that a core does in a millisecond. */
function stepsPerMs() {
  task({ steps: 1e6 }) // compiled from here on
  const start = performance.now()
  task({ steps: 1e7 })
  return 1e7 / (performance.now() - start)
}`,
  },
  sleep: {
    imports: ["import { setTimeout as sleep } from 'node:timers/promises'"],
    task: 'export async function task({ ms }) {\n  await sleep(ms)\n  return ms\n}',
  },
  'sum-of-squares': {
    imports: [],
    task: 'export function task({ n }) {\n  let sum = 0\n  for (let i = 0; i < n; i++) sum += i * i\n  return sum\n}',
  },
  primes: {
    imports: [],
    task: `/** How many primes there are up to n: the sieve of Eratosthenes. */
export function task({ n }) {
  const composite = new Uint8Array(n + 1)
  let count = 0
  for (let i = 2; i <= n; i++) {
    if (composite[i] === 1) continue
    count++
    for (let multiple = i * i; multiple <= n; multiple += i) composite[multiple] = 1
  }
  return count
}`,
  },
  sha256: {
    imports: [FILES.hash, FILES.read],
    task: "export async function task({ path }) {\n  return createHash('sha256').update(await readFile(path)).digest('hex')\n}",
  },
  gzip: { imports: [FILES.read, FILES.gzip], task: 'export async function task({ path }) {\n  return (await promisify(gzip)(await readFile(path))).length\n}' },
  'read-file': { imports: [FILES.read], task: 'export async function task({ path }) {\n  return (await readFile(path)).length\n}' },
  'http-get': {
    imports: [],
    task: 'export async function task({ url }) {\n  const response = await fetch(url)\n  await response.arrayBuffer()\n  return response.status\n}',
  },
  allocate: { imports: [], task: 'export function task({ bytes }) {\n  return new Uint8Array(bytes).fill(1).length\n}' },
  echo: { imports: [], task: 'export function task(bytes) {\n  return bytes\n}' },
}

/** The tasks of a preset, by the parameters of its workload. */
export function presetTaskCode(params: Params): TaskCodeAnswer {
  const kind = String(params['task'] ?? (params['requests'] === undefined ? 'spin' : 'http-get')) as TaskKind
  const pieces = PIECES[kind]
  if (pieces === undefined) return { reason: `There is no program for the task "${kind}": it belongs to this app. Choose another task.` }
  if (kind === 'http-get' && (params['url'] ?? '') === '') {
    return { reason: "Its requests go to a server of this app, which a program of its own does not have. Set the parameter url." }
  }
  const { imports, lines } = inputsOf(kind, params)
  const notes = [
    ...((params['fault'] ?? 'none') === 'none' ? [] : ['Faults are left out.']),
    ...((params['arrival'] ?? 'all-at-once') === 'all-at-once' ? [] : ['All tasks are there at once; arrivals are left out.']),
  ]
  return { imports: [...new Set([...pieces.imports, ...imports])], task: pieces.task, inputs: lines, notes }
}

/** How inputs come to a task of your own. */
export interface OwnModule {
  /** Specifier for an import, relative to where the program will be. */
  readonly module: string
  /** Name of the exported function; empty: `task`, else the default export. */
  readonly exportName: string
  /** Path of an inputs file; empty: what the module's `inputs` gives, else 0, 1, 2, ... */
  readonly inputsFile: string
  /** At most so many tasks; 0: all inputs. */
  readonly tasks: number
}

const NUMBERED = 100

/** A module of your own. */
export function ownTaskCode({ module, exportName, inputsFile, tasks }: OwnModule): TaskCodeAnswer {
  const fn = exportName === '' ? 'work.task ?? work.default' : `work[${JSON.stringify(exportName)}]`
  const file = JSON.stringify(inputsFile)
  const isLines = /[.](jsonl|ndjson)$/i.test(inputsFile)
  if (inputsFile !== '' && !isLines && !/[.]json$/i.test(inputsFile)) {
    return { reason: 'A program reads inputs from JSON or JSON lines only: save the inputs as one of them.' }
  }
  const all =
    inputsFile === ''
      ? `work.inputs === undefined ? Array.from({ length: ${tasks === 0 ? NUMBERED : tasks} }, (_, i) => i) : [...work.inputs(1)]`
      : isLines
        ? `readFileSync(${file}, 'utf8').split('\\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line))`
        : `JSON.parse(readFileSync(${file}, 'utf8'))`
  return {
    imports: [...(inputsFile === '' ? [] : ["import { readFileSync } from 'node:fs'"]), `import * as work from ${JSON.stringify(module)}`],
    task: `export async function task(input) {\n  const { signal } = new AbortController()\n  return (${fn})(input, { signal })\n}`,
    inputs: [`const all = ${all}`, tasks === 0 ? 'return all' : `return all.slice(0, ${tasks})`],
    notes: /[.][cm]?ts$/.test(module) ? ['Node runs TypeScript as it is from version 22.18 on.'] : [],
  }
}
