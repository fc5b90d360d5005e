import type { Command } from './command.ts'

/** How well a word of the query fits, best first; what fits nowhere leaves the command out. */
const TITLE_STARTS = 100
const WORD_STARTS = 70
const INITIALS = 60
const IN_TITLE = 40
const GROUP_STARTS = 25
const OTHER_WORD_STARTS = 20
/** What cannot be done now comes after what fits about as well. */
const BLOCKED = 15
/** Of two that fit alike, the one that says little else. */
const PER_LETTER = 0.05

/**
 * The commands that fit all words of the query, best first; those that fit alike in their own order. An empty query
 * fits all; what cannot be done now comes last.
 */
export function rankCommands(commands: readonly Command[], query: string): Command[] {
  const words = wordsOf(query)
  if (words.length === 0) return commands.toSorted((a, b) => Number(a.blocked != null) - Number(b.blocked != null))
  return commands
    .map((command) => ({ command, score: score(command, words) }))
    .filter((entry): entry is { command: Command; score: number } => entry.score !== null)
    .toSorted((a, b) => b.score - a.score)
    .map(({ command }) => command)
}

function score({ title, group, words: others = '', blocked }: Command, query: readonly string[]): number | null {
  const lower = title.toLowerCase()
  const titleWords = wordsOf(title)
  const initials = titleWords.map((word) => word[0]).join('')
  const scores = query.map((word): number => {
    if (lower.startsWith(word)) return TITLE_STARTS
    if (titleWords.some((one) => one.startsWith(word))) return WORD_STARTS
    if (word.length > 1 && initials.startsWith(word)) return INITIALS
    if (word.length > 1 && lower.includes(word)) return IN_TITLE
    if (group.toLowerCase().startsWith(word)) return GROUP_STARTS
    return wordsOf(others).some((one) => one.startsWith(word)) ? OTHER_WORD_STARTS : 0
  })
  if (scores.includes(0)) return null
  const whole = scores.reduce((sum, one) => sum + one, 0) / scores.length
  return whole - (blocked == null ? 0 : BLOCKED) - title.length * PER_LETTER
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}.]+/u).filter((word) => word !== '')
