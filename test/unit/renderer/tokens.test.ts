import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { OUTCOMES } from '../../../workloads/contract/index.ts'
import { outcomeToken } from '../../../renderer/charts/task-colors.ts'
import { contrast, seenDistance, VISION_NAMES, type Vision } from './color.ts'

const CSS = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8')

/** The colour tokens of the block that a selector opens. */
function colorsOf(selector: string): Map<string, string> {
  const start = CSS.indexOf(`${selector} {`)
  const block = CSS.slice(start, CSS.indexOf('\n}', start))
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]))
}

const THEMES = { light: colorsOf(':root'), dark: colorsOf(":root[data-theme='dark']") }

const TEXT = ['ink', 'ink2', 'ink3', 'good', 'bad', 'warn', 'code-keyword', 'code-string', 'code-number', 'code-comment']
const GROUNDS = ['bg', 'panel']
/** Text on grounds of its own, beside every text token on every plain ground. */
const ALSO = [
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['ink', 'accent-soft'],
  ['ink3', 'accent-soft'],
  ['ink', 'warn-soft'],
  ['warn', 'warn-soft'],
  ['ink', 'bad-soft'],
  ['ink2', 'bad-soft'],
  ['ink3', 'bad-soft'],
  ['bad', 'bad-soft'],
  ['ink', 'hair'],
  ['ink2', 'hair'],
  ['ink3', 'hair'],
  ['bg', 'ink'],
] as const

describe.each(Object.entries(THEMES))('the %s theme', (_name, colors) => {
  const color = (token: string): string => {
    const hex = colors.get(token)
    if (hex === undefined) throw new Error(`there is no colour token --${token}`)
    return hex
  }

  test.each([...TEXT.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)), ...ALSO])(
    '--%s on --%s can be read: WCAG AA, 4.5:1',
    (text, ground) => expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(4.5),
  )

  test.each(['accent', 'control-line', 'good', 'warn', 'bad'])('--%s is seen as a mark on a panel: 3:1', (token) =>
    expect(contrast(color(token), color('panel'))).toBeGreaterThanOrEqual(3),
  )

  const workers = Array.from({ length: 8 }, (_, at) => `w${at}`)

  test.each(workers)('worker colour --%s is seen on a panel: 3:1', (token) =>
    expect(contrast(color(token), color('panel'))).toBeGreaterThanOrEqual(3),
  )

  // About 2 is the least difference that two patches side by side show (Ottosson's scale, times 100).
  const LEAST: Readonly<Record<Vision, number>> = { normal: 11, protanopia: 8.5, deuteranopia: 8.5, tritanopia: 8.5 }
  const nearest = (tokens: readonly string[], vision: Vision): number => {
    const pairs = tokens.flatMap((a, at) => tokens.slice(at + 1).map((b) => [a, b] as const))
    return Math.min(...pairs.map(([a, b]) => seenDistance(color(a), color(b), vision)))
  }

  // Any two may be neighbours: lanes follow the workers, stacks leave out who does nothing.
  test.each(VISION_NAMES)('no two worker colours look alike with %s vision', (vision) => {
    expect(nearest(workers, vision)).toBeGreaterThanOrEqual(LEAST[vision])
  })

  test.each(VISION_NAMES)('no two outcomes look alike with %s vision', (vision) => {
    expect(nearest(OUTCOMES.map(outcomeToken), vision)).toBeGreaterThanOrEqual(LEAST[vision])
  })
})

test('both themes define the same colours', () => {
  expect([...THEMES.dark.keys()].sort()).toEqual([...THEMES.light.keys()].sort())
})
