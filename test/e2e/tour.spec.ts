import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app.ts'

const invitation = (page: Page): Locator => page.getByRole('button', { name: /Take the tour/ })
const stop = (page: Page, title: string): Locator => page.getByRole('dialog', { name: title })

const TITLES = [
  'Choose what to run',
  'Run it',
  'Watch it live',
  'See every task',
  'Replay it',
  'Know why',
  'Keep and compare',
  'Find everything',
]

test('the tour is walked by keys alone, points at real things and runs a real preset', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 640 })
  await invitation(page).press('Enter')
  for (const title of TITLES) {
    const card = stop(page, title)
    await expect(card).toBeVisible()
    await expect(card.locator(':focus')).toHaveText(title === 'Run it' ? 'Run it' : title === TITLES.at(-1) ? 'Done' : 'Next')
    await expect(page.locator('[data-tour="here"]')).toBeVisible()
    await expect(card).toBeInViewport({ ratio: 1 })
    if (title === 'Watch it live') await expect(page.getByTestId('run-state')).not.toHaveAttribute('data-state', 'idle')
    await page.keyboard.press('Enter')
  }
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('[data-tour="here"]')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Commands' })).toBeFocused()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
})

test('the tour can be left at any moment, is not offered again, and is found when it is wanted', async ({ page }) => {
  await invitation(page).click()
  await expect(stop(page, 'Choose what to run')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(stop(page, 'Run it')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
  await expect(invitation(page)).toBeHidden()

  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
  await page.keyboard.type('tour')
  await page.keyboard.press('Enter')
  await expect(stop(page, 'Choose what to run')).toBeVisible()
  await page.getByRole('button', { name: 'End the tour' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the tour can be declined', async ({ page }) => {
  await page.getByRole('button', { name: 'No tour, thank you' }).click()
  await expect(invitation(page)).toBeHidden()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
  await expect(invitation(page)).toBeHidden()
})
