import { isMap, isPair, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { storyboardSchema, UsageError, type Storyboard } from '../contract/index.ts'

/** A storyboard is read whole; this is far more than the largest needs. */
export const MAX_STORYBOARD_CHARACTERS = 1_000_000
/** More would not help anybody. */
const MAX_PROBLEMS = 5

/**
 * A storyboard from its text, YAML or JSON (which is YAML, too).
 * @param name of the file, for messages
 * @throws UsageError that says line, column and reason of each thing that is wrong
 */
export function parseStoryboard(text: string, name: string): Storyboard {
  if (text.length > MAX_STORYBOARD_CHARACTERS) {
    throw new UsageError(`"${name}" is too long for a storyboard: ${text.length} characters of at most ${MAX_STORYBOARD_CHARACTERS}.`)
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [problem] = document.errors
  if (problem !== undefined) {
    throw new UsageError(`"${name}" is no storyboard.\n${place(lines, problem.pos[0])}: ${problem.message}`)
  }
  const parsed = storyboardSchema.safeParse(toValue(document, name))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${place(lines, offsetOf(document, issue))}: ${reason(issue)}`)
  const left = problems.length - MAX_PROBLEMS
  throw new UsageError(
    [`"${name}" is no storyboard.`, ...problems.slice(0, MAX_PROBLEMS), ...(left > 0 ? [`and ${left} more`] : [])].join('\n'),
  )
}

/** Aliases that multiply (`&a [*b, *b]`) are refused by the library here. */
function toValue(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw new UsageError(`"${name}" is no storyboard: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

function place(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset)
  return `line ${line}, column ${col}`
}

function reason({ path, message }: z.core.$ZodIssue): string {
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
