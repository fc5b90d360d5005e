import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

// The page is the same in both hosts; to look at it in one is enough.
const TABS = ['Parameters', 'Workers', 'Tasks', 'Insights', 'Log', 'Summary', 'Code'] as const

/** Everything that axe finds on the page as it is now, in a form that can be read. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  // What fades in is not yet of the colour that it will have.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  )
  // Legacy: without a second page, which a desktop window does not give.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))
  expect.soft(found, state).toEqual([])
  expect(passes.length, `rules that axe could check: ${state}`).toBeGreaterThan(15)
}

async function useTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const button = page.getByRole('button', { name: /^Theme: / })
  for (let press = 0; press < 3 && (await button.getAttribute('aria-label')) !== `Theme: ${theme}`; press++) await button.click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
  await page.mouse.move(0, 0)
}

async function expectState(page: Page, state: string): Promise<void> {
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', state, { timeout: 60_000 })
}

const run = (page: Page): Promise<void> => page.getByRole('button', { name: 'Run', exact: true }).click()

for (const theme of ['light', 'dark'] as const) {
  test(`before a run, and in its dialogs, axe finds nothing (${theme})`, async ({ page }) => {
    test.slow()
    await useTheme(page, theme)
    await expectAccessible(page, 'preview')

    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
    await expectAccessible(page, 'shortcuts')
    await page.keyboard.press('Escape')

    await choosePreset(page, 'Hash files')
    await page.getByRole('form', { name: 'Parameters' }).getByLabel('Folder', { exact: true }).fill('/no/such/folder')
    await run(page)
    await expect(page.getByRole('alertdialog')).toContainText('/no/such/folder')
    await expectAccessible(page, 'error dialog')
    await page.getByRole('button', { name: 'Close' }).click()

    await choosePreset(page, 'Network requests')
    await page.getByRole('form', { name: 'Parameters' }).getByLabel('URL', { exact: true }).fill('https://example.com')
    await run(page)
    await expect(page.getByRole('alertdialog')).toContainText('example.com')
    await expectAccessible(page, 'confirmation')
    await page.getByRole('button', { name: 'Cancel' }).click()

    await setParameter(page, 'Requests', -1)
    await expectAccessible(page, 'a wrong parameter')
  })

  test(`while a run goes on and after it, axe finds nothing (${theme})`, async ({ page }) => {
    test.slow()
    await useTheme(page, theme)
    await choosePreset(page, 'Event loop')
    await run(page)
    await expectState(page, 'running')
    for (const tab of TABS) {
      await page.getByRole('tab', { name: tab }).click()
      await expectAccessible(page, `running, ${tab}`)
    }
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expectState(page, 'finished')
    await expectAccessible(page, 'stopped')

    await choosePreset(page, 'Thread pool')
    await expectState(page, 'idle')
    await page.getByRole('tab', { name: 'Parameters' }).click()
    await setParameter(page, 'Tasks', 20)
    await run(page)
    await expectState(page, 'finished')
    for (const tab of TABS) {
      await page.getByRole('tab', { name: tab }).click()
      await expectAccessible(page, `finished, ${tab}`)
    }

    await choosePreset(page, 'Lost sentinel')
    await run(page)
    await expectState(page, 'failed')
    for (const tab of ['Log', 'Summary']) {
      await page.getByRole('tab', { name: tab }).click()
      await expectAccessible(page, `failed, ${tab}`)
    }
  })
  test(`in a comparison, and on the way there, axe finds nothing (${theme})`, async ({ page }) => {
    test.slow()
    await useTheme(page, theme)
    await choosePreset(page, 'Thread pool')
    await setParameter(page, 'Tasks', 20)
    await run(page)
    await expectState(page, 'finished')
    await page.getByRole('button', { name: 'Run again as' }).click()
    await expect(page.getByRole('menuitem', { name: /^Threads/ })).toBeVisible()
    await expectAccessible(page, 'menu of models')
    await page.getByRole('menuitem', { name: /^Threads/ }).click()
    await expect(page.getByRole('main', { name: 'Comparison' })).toBeVisible({ timeout: 60_000 })
    await expectAccessible(page, 'comparison')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.keyboard.press('r')
    await expect(page.getByRole('dialog', { name: 'Recorded runs' }).getByRole('button', { name: /, as a$/ })).toHaveCount(2)
    await expectAccessible(page, 'choosing runs')
  })
}
