import type { Page } from '@playwright/test'
import { expect, test } from './support/app.ts'

const fillsTheScreen = (page: Page): Promise<boolean> => page.evaluate(() => document.fullscreenElement === document.documentElement)

test('a demo fills the screen; Escape takes it back into its window, where it goes on, and the next Escape leaves it', async ({ page }) => {
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Present' })
  await dialog.getByLabel('Count down').uncheck()
  await expect(dialog.getByLabel('Full screen')).toBeChecked()
  await dialog.getByRole('button', { name: 'Present: A blocked event loop' }).click()
  const stage = page.getByRole('region', { name: 'Stage' })
  await expect(stage.getByRole('heading', { name: 'A blocked event loop' }).first()).toBeVisible()
  await expect.poll(() => fillsTheScreen(page)).toBe(true)

  await page.keyboard.press('Escape')
  await expect.poll(() => fillsTheScreen(page)).toBe(false)
  await page.keyboard.press('ArrowRight')
  await expect(stage).toContainText('What do you think?')
  await page.keyboard.press('f')
  await expect.poll(() => fillsTheScreen(page)).toBe(true)
  await expect(stage).toContainText('What do you think?')

  await page.keyboard.press('Escape')
  await expect.poll(() => fillsTheScreen(page)).toBe(false)
  await page.keyboard.press('Escape')
  await expect(stage).toBeHidden()
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  await expect(dialog.getByLabel('Full screen')).toBeChecked() // Escape was for that demo
})
