import type { Params } from '../../contract/run.ts'
import type { TaskKind } from '../../contract/tasks.ts'

/** Statements that return the inputs of all tasks, and what they import. */
interface InputsCode {
  readonly imports: readonly string[]
  readonly lines: readonly string[]
}

const READDIR = "import { readdirSync } from 'node:fs'\nimport path from 'node:path'"
const DEFAULT_TASKS = 100

/** The inputs of a preset's tasks: as many, and durations that are distributed in the same way. */
export function inputsOf(kind: TaskKind, params: Params): InputsCode {
  const count = numberOf(params, kind === 'http-get' ? 'requests' : 'tasks', DEFAULT_TASKS)
  const each = (input: string): InputsCode => ({ imports: [], lines: [`return Array.from({ length: ${count} }, (_, i) => (${input}))`] })
  switch (kind) {
    case 'spin': {
      const { before, ms } = durationCode(params, count)
      return { imports: [], lines: ['const rate = stepsPerMs()', ...before, ...each(`{ steps: Math.round(rate * ${ms}) }`).lines] }
    }
    case 'sleep': {
      const { before, ms } = durationCode(params, count)
      return { imports: [], lines: [...before, ...each(`{ ms: ${ms} }`).lines] }
    }
    case 'sum-of-squares':
    case 'primes':
      return each(`{ n: ${numberOf(params, 'n', 1_000_000)} }`)
    case 'allocate':
      return each(`{ bytes: ${numberOf(params, 'sizeBytes', 65_536)} }`)
    case 'echo':
      return { imports: [], lines: [`const bytes = new Uint8Array(${numberOf(params, 'sizeBytes', 65_536)}).fill(0xa5)`, ...each('bytes').lines] }
    case 'http-get':
      return each(`{ url: ${JSON.stringify(String(params['url'] ?? ''))} }`)
    case 'sha256':
    case 'gzip':
    case 'read-file': {
      const folder = JSON.stringify(String(params['folder'] ?? '') || '.')
      const found = [
        `const folder = process.argv[2] ?? ${folder}`,
        'const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())',
        'const files = entries.map(({ name }) => path.join(folder, name))',
        "if (files.length === 0) throw new Error(`There is no file in ${folder}.`)",
      ]
      return { imports: [READDIR], lines: [...found, ...each('{ path: files[i % files.length] }').lines] }
    }
    default:
      return each('undefined')
  }
}

/** An expression for the duration of task `i` in ms, and the statements that it needs. */
function durationCode(params: Params, count: number): { before: string[]; ms: string } {
  const ms = numberOf(params, 'durationMs', 20)
  switch (params['distribution']) {
    case 'uniform':
      return { before: [], ms: `${ms} * (1 + ${numberOf(params, 'spread', 0.5)} * (2 * Math.random() - 1))` }
    case 'log-normal': {
      const sigma = numberOf(params, 'sigma', 0.5)
      const before = ['const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())']
      return { before, ms: `${ms} * Math.exp(${sigma} * normal() - ${(sigma * sigma) / 2})` }
    }
    case 'bimodal': {
      const share = numberOf(params, 'longShare', 0.1)
      const isLong = params['order'] === 'long-first' ? `i < ${Math.round(share * count)}` : `Math.random() < ${share}`
      return { before: [], ms: `(${isLong} ? ${numberOf(params, 'longMs', 400)} : ${ms})` }
    }
    default:
      return { before: [], ms: String(ms) }
  }
}

function numberOf(params: Params, name: string, otherwise: number): number {
  const value = params[name]
  return typeof value === 'number' ? value : otherwise
}
