import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

// The page is the same in both hosts; to look at it in one is enough.
const TABS = ['Parameters', 'Workers', 'Tasks', 'Insights', 'Log', 'Summary', 'Code', 'Queueing'] as const
/** The panel that tabs change. */
const SIDE = 'aside[aria-label="Details"]'

/** The page with the first tab, and with each other one what it changes: axe takes seconds for all of it. */
async function expectTabsAccessible(page: Page, state: string, tabs: readonly string[]): Promise<void> {
  for (const [index, tab] of tabs.entries()) {
    await page.getByRole('tab', { name: tab }).click()
    await expectAccessible(page, `${state}, ${tab}`, index === 0 ? undefined : SIDE)
  }
}

async function expectState(page: Page, state: string): Promise<void> {
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', state, { timeout: 60_000 })
}

const run = (page: Page): Promise<void> => page.getByRole('button', { name: 'Run', exact: true }).click()

test('before a run, and in its dialogs, axe finds nothing', async ({ page }) => {
  test.slow()
  await expectAccessible(page, 'preview')

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await expectAccessible(page, 'shortcuts', '[role=dialog]')
  await page.keyboard.press('Escape')

  await choosePreset(page, 'Hash files')
  await page.getByRole('form', { name: 'Parameters' }).getByLabel('Folder', { exact: true }).fill('/no/such/folder')
  await run(page)
  await expect(page.getByRole('alertdialog')).toContainText('/no/such/folder')
  await expectAccessible(page, 'error dialog', '[role=alertdialog]')
  await page.getByRole('button', { name: 'Close' }).click()

  await choosePreset(page, 'Network requests')
  await page.getByRole('form', { name: 'Parameters' }).getByLabel('URL', { exact: true }).fill('https://example.com')
  await run(page)
  await expect(page.getByRole('alertdialog')).toContainText('example.com')
  await expectAccessible(page, 'confirmation', '[role=alertdialog]')
  await page.getByRole('button', { name: 'Cancel' }).click()

  await setParameter(page, 'Requests', -1)
  await expectAccessible(page, 'a wrong parameter', SIDE)
})

test('while a run goes on, axe finds nothing', async ({ page }) => {
  test.slow()
  await choosePreset(page, 'Event loop')
  await run(page)
  await expectState(page, 'running')
  await expectTabsAccessible(page, 'running', TABS)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expectState(page, 'finished')
  await expectAccessible(page, 'stopped', 'main')
})

test('after a run, axe finds nothing', async ({ page }) => {
  test.slow()
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 20)
  await run(page)
  await expectState(page, 'finished')
  await expectTabsAccessible(page, 'finished', TABS)

  await choosePreset(page, 'Lost sentinel')
  await run(page)
  await expectState(page, 'failed')
  await expectTabsAccessible(page, 'failed', ['Log', 'Summary'])
})

test('in a comparison, and on the way there, axe finds nothing', async ({ page }) => {
  test.slow()
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 20)
  await run(page)
  await expectState(page, 'finished')
  await page.getByRole('button', { name: 'Run again as' }).click()
  await expect(page.getByRole('menuitem', { name: /^Threads/ })).toBeVisible()
  await expectAccessible(page, 'menu of models', '[role=menu]')
  await page.getByRole('menuitem', { name: /^Threads/ }).click()
  await expect(page.getByRole('main', { name: 'Comparison' })).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page, 'comparison')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: 'Recorded runs' }).getByRole('button', { name: /, as a$/ })).toHaveCount(2)
  await expectAccessible(page, 'choosing runs', '[role=dialog]')
})
