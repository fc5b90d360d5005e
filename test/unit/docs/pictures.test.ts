import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../child.ts'
import { PICTURE_FILES, screensPage } from '../../pictures.ts'
import { allPages } from './pages.ts'

const FOLDER = 'docs/pictures'
const MAX_BYTES = 150_000
const MAX_BYTES_IN_ALL = 4_000_000

test('all pictures are made by "npm run docs:pictures"', () => {
  expect(readdirSync(path.join(ROOT, FOLDER)).sort()).toEqual([...PICTURE_FILES].sort())
})

test.each(PICTURE_FILES)('%s is shown on a page and small enough to be kept', (name) => {
  expect(allPages().some(({ links }) => links.some((link) => link.endsWith(`pictures/${name}`)))).toBe(true)
  expect(statSync(path.join(ROOT, FOLDER, name)).size).toBeLessThan(MAX_BYTES)
})

test('all pictures together are small enough to be kept', () => {
  const bytes = PICTURE_FILES.reduce((sum, name) => sum + statSync(path.join(ROOT, FOLDER, name)).size, 0)
  expect(bytes).toBeLessThan(MAX_BYTES_IN_ALL)
})

test('docs/screens.md is what "npm run docs:pictures" writes', () => {
  expect(readFileSync(path.join(ROOT, 'docs/screens.md'), 'utf8')).toBe(screensPage())
})
