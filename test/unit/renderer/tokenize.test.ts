import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokenize, type Language } from '../../../renderer/panels/code/tokenize.ts'

const kinds = (text: string, language: Language): string[] =>
  tokenize(text, language)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text: piece }) => `${kind} ${piece}`)

describe.each<Language>(['typescript', 'python'])('colouring %s', (language) => {
  test('loses and adds nothing, whatever the text', () => {
    const piece = fc.constantFrom('"', "'", '`', '"""', '#', '//', '/*', '*/', '\\', '\n', ' ', 'if', 'x1', '3.5', 'é')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        return tokenize(text, language).map((token) => token.text).join('') === text
      }),
    )
  })
})

test('TypeScript', () => {
  expect(kinds("const a = 'it\\'s' // if\nreturn 0x1F", 'typescript')).toEqual([
    'keyword const',
    "string 'it\\'s'",
    'comment // if',
    'keyword return',
    'number 0x1F',
  ])
  expect(kinds('/* a\n b */ x.format `a\n${b}`', 'typescript')).toEqual(['comment /* a\n b */', 'string `a\n${b}`'])
})

test('Python', () => {
  expect(kinds('"""a\n"b" """\nasync def f():  # if\n  return rb"x" + 1', 'python')).toEqual([
    'string """a\n"b" """',
    'keyword async',
    'keyword def',
    'comment # if',
    'keyword return',
    'string rb"x"',
    'number 1',
  ])
})
