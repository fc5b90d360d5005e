import { isMap, isPair, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { storyboardSchema, UsageError, type Storyboard } from '../../contract/index.ts'

/** A storyboard is read whole; this is far more than the largest needs. */
export const MAX_STORYBOARD_CHARACTERS = 1_000_000
/** More would not help anybody. */
const MAX_PROBLEMS = 5

/** Something that is wrong with a text; line and column count from 1. */
export interface TextProblem {
  readonly line: number
  readonly column: number
  readonly reason: string
}

export type ReadStoryboard =
  | { readonly ok: true; readonly storyboard: Storyboard }
  | { readonly ok: false; readonly problems: readonly TextProblem[]; readonly value: unknown }

/**
 * A storyboard from its text, YAML or JSON (which is YAML, too).
 * @param name of the file, for messages
 * @throws UsageError that says line, column and reason of each thing that is wrong
 */
export function parseStoryboard(text: string, name: string): Storyboard {
  const read = readStoryboard(text)
  if (read.ok) return read.storyboard
  const told = read.problems.slice(0, MAX_PROBLEMS).map(({ line, column, reason }) => `line ${line}, column ${column}: ${reason}`)
  const left = read.problems.length - told.length
  throw new UsageError([`"${name}" is no storyboard.`, ...told, ...(left > 0 ? [`and ${left} more`] : [])].join('\n'))
}

/** The same; what is wrong as data, beside what could be read all the same (`undefined`: nothing). */
export function readStoryboard(text: string): ReadStoryboard {
  if (text.length > MAX_STORYBOARD_CHARACTERS) {
    return wrong(undefined, [{ line: 1, column: 1, reason: `${text.length} characters are too long for a storyboard, which has at most ${MAX_STORYBOARD_CHARACTERS}.` }])
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [problem] = document.errors
  if (problem !== undefined) return wrong(undefined, [{ ...placeOf(lines, problem.pos[0]), reason: problem.message }])
  const value = valueOf(document)
  if (value instanceof Error) return wrong(undefined, [{ line: 1, column: 1, reason: value.message }])
  const parsed = storyboardSchema.safeParse(value)
  if (parsed.success) return { ok: true, storyboard: parsed.data }
  return wrong(value, parsed.error.issues.map((issue) => ({ ...placeOf(lines, offsetOf(document, issue)), reason: reasonOf(issue) })))
}

const wrong = (value: unknown, problems: readonly TextProblem[]): ReadStoryboard => ({ ok: false, problems, value })

/** Aliases that multiply (`&a [*b, *b]`) are refused by the library here. */
function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function placeOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

function reasonOf({ path, message: told }: z.core.$ZodIssue): string {
  const message = told.endsWith('received undefined') ? 'This is missing.' : told
  return path.length === 0 ? message : `${path.map((key) => (typeof key === 'number' ? key + 1 : String(key))).join(' › ')}: ${message}`
}

/** Where the value is that the issue speaks of, or the nearest thing around it; for a key too many, the key. */
function offsetOf(document: Document, issue: z.core.$ZodIssue): number {
  const node = deepest(document, issue.path)
  if (issue.code === 'unrecognized_keys' && isMap(node)) {
    const pair = node.items.find(({ key }) => issue.keys.includes(String(key)))
    if (isPair(pair)) return startOf(pair.key) ?? startOf(node) ?? 0
  }
  return startOf(node) ?? 0
}

function deepest(document: Document, path: readonly PropertyKey[]): unknown {
  let node: unknown = document.contents
  for (const key of path) {
    if (!isMap(node) && !isSeq(node)) break
    const next: unknown = node.get(key, true)
    if (next === undefined) break
    node = next
  }
  return node
}

const startOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0]
