import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, type Page } from '@playwright/test'
import { ROOT } from '../child.ts'
import { expectAccessible } from './support/accessible.ts'
import { OfflinePages } from './support/offline-page.ts'

let pages: OfflinePages
let file: string

const BOARD = `
version: 1
id: two-runs
title: Two runs
summary: One after the other.
seed: 7
steps:
  - { step: card, title: Two runs, text: One after the other., forMs: 10000 }
  - { step: show, panels: [queue-depth, timeline] }
  - { step: chapter, title: The first }
  - { step: run, preset: thread-pool, params: { task: sleep, tasks: 40, workers: 4, durationMs: 30 }, captions: [{ when: { ended: 0.5 }, say: Half are done. }] }
  - { step: until, when: { event: finished } }
  - { step: hold, forMs: 10000 }
  - { step: chapter, title: The second }
  - { step: run, preset: thread-pool, params: { task: sleep, tasks: 8, workers: 2, durationMs: 30 } }
  - { step: until, when: { event: finished } }
  - { step: hold, forMs: 10000 }
`

test.beforeAll(async () => {
  test.setTimeout(120_000) // a demo is performed
  pages = await OfflinePages.start()
  file = pages.file('demo.html')
  const board = pages.file('two-runs.yaml')
  writeFileSync(board, BOARD)
  execFileSync(process.execPath, [path.join(ROOT, 'dist/cli/bin.js'), 'demo', board, '--out', file], { stdio: 'ignore' })
})

test.afterAll(() => pages.close())

const time = (page: Page) => page.getByRole('slider', { name: 'Time of the demo' })
const stage = (page: Page) => page.getByRole('region', { name: 'Stage' })

test('a demo as a page plays its runs from the disk, by pointer and keys', async () => {
  const { page, problems, requests, close } = await pages.open(file)
  await expect(page).toHaveTitle('Two runs')
  await expect(stage(page).getByText('One after the other.')).toBeVisible()
  await expectAccessible(page, 'card')

  await page.getByRole('combobox', { name: 'Chapter' }).selectOption('The first')
  await expect(stage(page).getByText('Thread pool')).toBeVisible()
  await expect(stage(page).getByText('0 ms')).toBeVisible()
  await page.getByRole('button', { name: /^Play/ }).click()
  await expect(stage(page).getByRole('status')).toHaveText('Half are done.')
  await page.getByRole('button', { name: /^Pause/ }).click()
  await expectAccessible(page, 'charts')
  await page.keyboard.press('l')
  await expect(page.getByRole('combobox', { name: 'Chapter' })).toHaveValue('2')
  const before = Number(await time(page).inputValue())
  await page.getByRole('main').click()
  await expect.poll(async () => Number(await time(page).inputValue())).toBeGreaterThan(before)
  await page.keyboard.press('End')
  await expect(time(page)).toHaveValue(await time(page).getAttribute('max').then(String))
  await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible()
  await page.keyboard.press('Home')
  await expect(time(page)).toHaveValue('0')

  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expectAccessible(page, 'card, dark')
  expect(requests).toEqual([pathToFileURL(file).href])
  expect(problems.take()).toEqual([])
  await close()
})
