import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../child.ts'
import { allPages, anchorOf, readPage } from './pages.ts'

const pages = allPages()
const isRelative = (link: string): boolean => !/^[a-z]+:/i.test(link)

/** Why a link leads nowhere; null when it leads somewhere. */
function problemOf(file: string, link: string): string | null {
  const [name = '', anchor] = link.split('#')
  const target = name === '' ? file : path.posix.join(path.posix.dirname(file), name)
  const full = path.join(ROOT, target)
  if (!existsSync(full)) return `${link}: there is no ${target}`
  if (anchor === undefined) return null
  if (statSync(full).isDirectory()) return `${link}: a folder has no headings`
  const headings = [...readPage(target).text.matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''))
  return headings.includes(anchor) ? null : `${link}: ${target} has no such heading`
}

test('the pages are found', () => {
  const files = pages.map(({ file }) => file)
  for (const file of ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/extending.md']) {
    expect(files).toContain(file)
  }
})

describe.each(pages)('$file', ({ file, links, text }) => {
  test('has only links and images that lead somewhere', () => {
    expect(links.filter(isRelative).map((link) => problemOf(file, link)).filter((problem) => problem !== null)).toEqual([])
  })

  test('names nothing of the machine it was written on', () => {
    expect(text).not.toMatch(/(^|[\s`("'])\/(work|root|home|tmp|Users)\/|[A-Z]:\\Users/m)
  })
})

test('a link that leads nowhere is noticed', () => {
  expect(problemOf('docs/architecture.md', 'nowhere.md')).toContain('docs/nowhere.md')
  expect(problemOf('docs/architecture.md', '../README.md#nothing-of-this')).toContain('no such heading')
  expect(problemOf('docs/architecture.md', '../README.md#requirements')).toBeNull()
})
