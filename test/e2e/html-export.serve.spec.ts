import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, expect, test, type Browser, type Page } from '@playwright/test'
import type { RunSummary } from '../../workloads/contract/index.ts'
import { formatCount } from '../../renderer/charts/format.ts'
import { BROWSER_SWITCHES, findBrowser } from '../browser.ts'
import { ROOT } from '../child.ts'
import { expectAccessible } from './support/accessible.ts'
import { PageProblems } from './support/problems.ts'

// The page needs no host: a browser opens it from the disk, without a network.
const folder = mkdtempSync(path.join(os.tmpdir(), 'poolscope-html-'))
const runFile = path.join(folder, 'run.pscope')
const pageFile = path.join(folder, 'run.html')
const TASKS = 60
let browser: Browser
let summary: RunSummary

function poolscope(...args: string[]): string {
  return execFileSync(process.execPath, [path.join(ROOT, 'dist/cli/bin.js'), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

test.beforeAll(async () => {
  const json = poolscope('run', 'thread-pool', '--set', `tasks=${TASKS}`, '--seed', '7', '--json', '--out', runFile)
  summary = JSON.parse(json) as RunSummary
  poolscope('export', runFile, '--format', 'html', '--out', pageFile)
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('No browser found. "npm test" installs one or says how; do that first.')
  browser = await chromium.launch({ executablePath, args: [...BROWSER_SWITCHES] })
})

test.afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Opened {
  readonly page: Page
  readonly problems: PageProblems
  /** Everything that the page asked for. */
  readonly requests: string[]
  close(): Promise<void>
}

async function open(file: string): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, offline: true })
  const page = await context.newPage()
  const problems = new PageProblems(page)
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('websocket', (socket) => requests.push(socket.url()))
  await page.goto(pathToFileURL(file).href)
  return { page, problems, requests, close: () => context.close() }
}

const time = (page: Page) => page.getByRole('slider', { name: 'Replay time' })
const done = (page: Page) => page.getByTestId('figure-done')

test('an exported page replays the run from the disk, without a network', async () => {
  const { page, problems, requests, close } = await open(pageFile)
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

  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(pageFile).href])
  expect(problems.take()).toEqual([])
  await close()
})

test('a page whose run was damaged on its way says so', async () => {
  const damaged = path.join(folder, 'damaged.html')
  const mark = 'id="poolscope-run">'
  const text = readFileSync(pageFile, 'utf8')
  const at = text.indexOf(mark) + mark.length + 1000
  writeFileSync(damaged, `${text.slice(0, at)}AAAAAAAA${text.slice(at + 8)}`)
  const { page, close } = await open(damaged)
  await expect(page.getByRole('alert')).toContainText('Thread pool cannot be opened: the run in this page is damaged')
  await close()
})

test('an exported page is accessible', async () => {
  test.slow()
  const { page, close } = await open(pageFile)
  for (const [index, tab] of ['Summary', 'Workers', 'Tasks', 'Insights', 'Log'].entries()) {
    await page.getByRole('tab', { name: tab }).click()
    await expectAccessible(page, tab, index === 0 ? undefined : 'aside')
  }
  await close()
})
