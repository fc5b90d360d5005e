import { UsageError } from '../contract/errors.ts'

const WORD = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/gs
const SHELL = /^(?:\|\|?|&&?|;|[<>]+\S*|\d>\S*)$/

/**
 * A command line as a program and its arguments: words apart by blanks, quotes and backslashes as in a POSIX shell, and
 * nothing else of one.
 * @throws UsageError for an empty command, an open quote, or a word that only a shell understands
 */
export function commandWords(text: string): string[] {
  const pieces = text.match(WORD) ?? []
  if (pieces.length === 0) throw new UsageError('The command is empty. Give a program and its arguments: convert {in} {out}')
  if (text.replace(WORD, '').trim() !== '') throw new UsageError(`A quote in the command is not closed: ${text}`)
  for (const piece of pieces) {
    if (SHELL.test(piece)) throw new UsageError(`No shell reads the command, so "${piece}" means nothing in it. Use: sh -c '...'`)
  }
  return pieces.map(unquote)
}

function unquote(piece: string): string {
  return piece.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs, (_whole, single?: string, double?: string, escaped?: string) => {
    return single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? ''
  })
}
