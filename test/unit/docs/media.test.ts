import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../child.ts'
import { madeFrom, MANIFEST, MEDIA, MEDIA_FOLDER } from '../../media.ts'
import { allPages } from './pages.ts'

const MAX_BYTES_IN_ALL = 2_000_000
const filesOf = MEDIA.flatMap(({ file, beside }) => [file, ...beside])
const manifest = JSON.parse(readFileSync(path.join(ROOT, MANIFEST), 'utf8')) as Record<string, string>

test('the films of the documentation are those that "npm run docs:media" makes', () => {
  const made = readdirSync(path.join(ROOT, MEDIA_FOLDER)).filter((name) => !/[.](json|yaml)$/.test(name))
  expect(made.sort()).toEqual([...filesOf].sort())
})

test.each(MEDIA)('$file was made from its storyboard and the stage as they are: else run "npm run docs:media"', (medium) => {
  expect(manifest[medium.file]).toBe(madeFrom(medium))
})

test.each(MEDIA)('$file is shown on a page', ({ file }) => {
  expect(allPages().some(({ links }) => links.some((link) => link.endsWith(`media/${file}`)))).toBe(true)
})

test('all together are small enough to be kept', () => {
  const bytes = filesOf.reduce((sum, file) => sum + statSync(path.join(ROOT, MEDIA_FOLDER, file)).size, 0)
  expect(bytes).toBeLessThan(MAX_BYTES_IN_ALL)
})

test('another storyboard, and another size, would be noticed', () => {
  const [first, second] = MEDIA
  if (first === undefined || second === undefined) throw new Error('there are two')
  const now = madeFrom(first)
  expect(madeFrom({ ...first, storyboard: second.storyboard })).not.toBe(now)
  expect(madeFrom({ ...first, options: ['--fps', '10'] })).not.toBe(now)
})
