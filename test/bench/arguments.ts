import { parseArgs } from 'node:util'
import { SUITE_NAMES, type SuiteName } from './suite.ts'

export interface BenchArguments {
  readonly suites: readonly SuiteName[]
  readonly json: boolean
  readonly quick: boolean
  readonly rounds: number
}

const ROUNDS = 5

/**
 * What the command line asks for.
 * @throws Error, in words for the user, when that is not possible
 */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
    },
  })
  const isSuite = (name: string): name is SuiteName => SUITE_NAMES.some((suite) => suite === name)
  const wrong = positionals.filter((name) => !isSuite(name))
  if (wrong.length > 0) throw new Error(`There is no suite "${wrong.join('", "')}". Suites: ${SUITE_NAMES.join(', ')}.`)
  const rounds = values.rounds === undefined ? (values.quick ? 1 : ROUNDS) : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a whole number of at least 1, not ${String(values.rounds)}.`)
  const suites = SUITE_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name))
  return { suites, json: values.json, quick: values.quick, rounds }
}
