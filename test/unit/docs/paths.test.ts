import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../child.ts'
import { allPages, readPage } from './pages.ts'

/** Built, fetched, or not ours. */
const NOT_SOURCES = new Set(['node_modules', 'dist', 'out', '.git', '.cache', 'test-results', 'playwright-report'])
const ENDINGS = /[.](tsx?|[cm]?js|json|md|py|css|html|yml)$/

/** Every file and folder of the project, from its root. */
const paths: ReadonlySet<string> = new Set(walk(''))

function walk(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => folder !== '' || !NOT_SOURCES.has(name))
    .flatMap((entry) => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? [name, ...walk(name)] : [name]
    })
}

/** `a/b.ts`, `a/`, `package.json`; `*` and `<id>` stand for anything. Packages and CPython's files are not ours. */
function isPath(code: string): boolean {
  if (!/^[\w.*<>-]+(\/[\w.*<>-]+)*\/?$/.test(code) || /^(poolscope\/|node_modules\/|dist\/|out\/|Lib\/|test_)/.test(code)) return false
  return code.includes('/') || (ENDINGS.test(code) && paths.has(code.split('/')[0] ?? ''))
}

function exists(code: string): boolean {
  const name = code.replace(/\/$/, '')
  const pattern = name.replace(/[.-]/g, '\\$&').replace(/\*|<\w+>|NNNN/g, '[^/]+')
  return [...paths].some((candidate) => new RegExp(`^${pattern}$`).test(candidate))
}

const pages = allPages().filter(({ file }) => !file.startsWith('docs/electron') && !file.startsWith('test/'))

describe.each(pages)('$file', ({ inlineCode }) => {
  test('names only files and folders that are there', () => {
    expect(inlineCode.filter((code) => isPath(code) && !exists(code))).toEqual([])
  })
})

test('the maps name many', () => {
  for (const file of ['docs/architecture.md', 'docs/extending.md']) {
    expect(readPage(file).inlineCode.filter(isPath).length).toBeGreaterThan(20)
  }
})

test('a path that is not there is noticed', () => {
  expect([isPath('workloads/nothing.ts'), exists('workloads/nothing.ts')]).toEqual([true, false])
  expect([isPath('workloads/techniques/<id>.py'), exists('workloads/techniques/<id>.py')]).toEqual([true, true])
})

const [, afterHeading = ''] = readPage('docs/architecture.md').text.split('\n## Bounds\n')
const bounds = [...afterHeading.matchAll(/^\|[^|]+\|([^|]+)\|[^|]+\| `([\w./-]+[.]ts)` `([A-Z_]+)` \|$/gm)].map(
  ([, limit = '', file = '', name = '']) => ({ limit: limit.trim(), file, name }),
)

/** The number that a constant has in the source: `1 << 20`, `256 * MIB`, `0xffff`; NaN when there is no such constant. */
function valueOf(file: string, name: string): number {
  const source = readFileSync(path.join(ROOT, file), 'utf8')
  const text = new RegExp(`const ${name} = (.+)$`, 'm').exec(source)?.[1] ?? ''
  const numbers = text.split(/\*|<</).map((part) => Number(part.trim().replaceAll('_', '').replace('MIB', '1048576')))
  return numbers.reduce((left, right) => (text.includes('<<') ? left << right : left * right))
}

/** A number as people write it beside its unit. */
const spellings = (value: number): string[] => [
  value.toLocaleString('en-US'),
  `${(value / 2 ** 20).toLocaleString('en-US')} MiB`,
  `${(value / 1000).toLocaleString('en-US')} s`,
]

test('the table of bounds is found', () => {
  expect(bounds.length).toBeGreaterThan(20)
})

test.each(bounds)('the bound $name in $file is $limit', ({ file, name, limit }) => {
  const value = valueOf(file, name)
  expect(value).not.toBeNaN()
  expect(spellings(value).filter((spelling) => limit.includes(spelling))).not.toEqual([])
})
