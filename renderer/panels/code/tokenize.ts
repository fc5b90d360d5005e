/** Just enough of two languages to colour them: comments, strings, numbers, keywords. Nothing is parsed. */

export type Language = 'typescript' | 'python'
export type TokenKind = 'plain' | 'comment' | 'string' | 'number' | 'keyword'
export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

const KEYWORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  typescript: new Set(
    `abstract as async await break case catch class const continue default delete do else export extends false finally
     for from function get if implements import in infer instanceof interface keyof let new null of private protected
     public readonly return satisfies set static super switch this throw true try type typeof undefined using var void
     while yield`.split(/\s+/),
  ),
  python: new Set(
    `False None True and as assert async await break class continue def del elif else except finally for from global if
     import in is lambda nonlocal not or pass raise return try while with yield match case`.split(/\s+/),
  ),
}

const NUMBER = String.raw`\b(?:0x[\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?n?)\b`
const WORD = String.raw`[A-Za-z_$][\w$]*`

/** A group for each kind, the first that matches wins; what none matches is plain. */
const PATTERNS: Readonly<Record<Language, RegExp>> = {
  typescript: new RegExp(
    String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|` +
      String.raw`(?<string>'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|\`(?:\\[\s\S]|[^\`\\])*\`?)|` +
      `(?<number>${NUMBER})|(?<word>${WORD})`,
    'g',
  ),
  python: new RegExp(
    String.raw`(?<comment>#[^\n]*)|` +
      String.raw`(?<string>\b[rbfuRBFU]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)` +
      String.raw`|(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))|` +
      `(?<number>${NUMBER})|(?<word>${WORD})`,
    'g',
  ),
}

/** The text in pieces; put together again they are the text, to the letter. */
export function tokenize(text: string, language: Language): Token[] {
  const tokens: Token[] = []
  const keywords = KEYWORDS[language]
  const add = (kind: TokenKind, piece: string): void => {
    const last = tokens.at(-1)
    if (piece === '') return
    if (last?.kind === kind) tokens[tokens.length - 1] = { kind, text: last.text + piece }
    else tokens.push({ kind, text: piece })
  }
  let at = 0
  for (const match of text.matchAll(PATTERNS[language])) {
    add('plain', text.slice(at, match.index))
    const { comment, string, number, word } = match.groups ?? {}
    if (comment !== undefined) add('comment', comment)
    else if (string !== undefined) add('string', string)
    else if (number !== undefined) add('number', number)
    else if (word !== undefined) add(keywords.has(word) ? 'keyword' : 'plain', word)
    at = match.index + match[0].length
  }
  add('plain', text.slice(at))
  return tokens
}
