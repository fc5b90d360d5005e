import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, type Page } from '@playwright/test'
import type { RunSummary } from '../../workloads/contract/index.ts'
import { formatCount } from '../../renderer/charts/format.ts'
import { ROOT } from '../child.ts'
import { expectAccessible } from './support/accessible.ts'
import { OfflinePages } from './support/offline-page.ts'

const TASKS = 60
let pages: OfflinePages
let pageFile: string
let summary: RunSummary

function poolscope(...args: string[]): string {
  return execFileSync(process.execPath, [path.join(ROOT, 'dist/cli/bin.js'), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

test.beforeAll(async () => {
  pages = await OfflinePages.start()
  pageFile = pages.file('run.html')
  const runFile = pages.file('run.pscope')
  const json = poolscope('run', 'thread-pool', '--set', `tasks=${TASKS}`, '--seed', '7', '--json', '--out', runFile)
  summary = JSON.parse(json) as RunSummary
  poolscope('export', runFile, '--format', 'html', '--out', pageFile)
})

test.afterAll(() => pages.close())

const time = (page: Page) => page.getByRole('slider', { name: 'Replay time' })
const done = (page: Page) => page.getByTestId('figure-done')

test('an exported page replays the run from the disk, without a network', async () => {
  const { page, problems, requests, close } = await pages.open(pageFile)
  await expect(page).toHaveTitle('Thread pool')
  await expect(done(page)).toHaveAttribute('data-value', String(TASKS))
  await expect(page.getByTestId('summary-outcome')).toHaveText('ok')
  await expect(page.getByTestId('summary-ok')).toHaveText(formatCount(summary.tasks.ok))
  await expect(page.getByTestId('summary-inversions')).toHaveText(formatCount(summary.inversions))
  await expect(page.getByTestId('summary-maxQueueDepth')).toHaveText(formatCount(summary.maxQueueDepth))
  await expect(page.getByTestId('summary-seed')).toHaveText('7')

  await time(page).focus()
  await page.keyboard.press('Home')
  await expect(done(page)).toHaveAttribute('data-value', '0')
  await page.keyboard.press('.')
  await expect(done(page)).not.toHaveAttribute('data-value', '0')
  const replay = page.getByRole('toolbar', { name: 'Replay' })
  await replay.getByRole('combobox', { name: 'Speed of the replay' }).selectOption('10x')
  await replay.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(done(page)).toHaveAttribute('data-value', String(TASKS))

  await page.keyboard.press('3')
  await expect(page.getByRole('status').filter({ hasText: `${TASKS} of ${TASKS} tasks` })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0)

  expect(requests).toEqual([pathToFileURL(pageFile).href])
  expect(problems.take()).toEqual([])
  await close()
})

test('a page whose run was damaged on its way says so', async () => {
  const damaged = pages.file('damaged.html')
  const mark = 'id="poolscope-run">'
  const text = readFileSync(pageFile, 'utf8')
  const at = text.indexOf(mark) + mark.length + 1000
  writeFileSync(damaged, `${text.slice(0, at)}AAAAAAAA${text.slice(at + 8)}`)
  const { page, close } = await pages.open(damaged)
  await expect(page.getByRole('alert')).toContainText('Thread pool cannot be opened: the run in this page is damaged')
  await close()
})

test('an exported page is accessible', async () => {
  test.slow()
  const { page, close } = await pages.open(pageFile)
  for (const [index, tab] of ['Summary', 'Workers', 'Tasks', 'Insights', 'Log'].entries()) {
    await page.getByRole('tab', { name: tab }).click()
    await expectAccessible(page, tab, index === 0 ? undefined : 'aside')
  }
  await close()
})
