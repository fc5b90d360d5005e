import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { command } from './support/palette.ts'
import { choosePreset, setParameter } from './support/run.ts'

const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Find a command' })
const list = (page: Page): Locator => page.getByRole('listbox', { name: 'Commands' })
const details = (page: Page): Locator => page.getByRole('complementary', { name: 'Details' })
const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name, exact: true })

test('a preset is chosen, run and looked at without the mouse', async ({ page }) => {
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 20)
  await choosePreset(page, 'Gather')
  await command(page, 'run thread pool')
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await expect(page.getByRole('note', { name: 'Status' })).toContainText('20 tasks')

  await command(page, 'summary')
  await expect(page.getByTestId('summary-outcome')).toHaveText('ok')
  await command(page, 'start of the run')
  await expect(page.getByRole('slider', { name: 'Replay time' })).toHaveAttribute('aria-valuenow', '0')
  await command(page, 'colour outcome')
  await expect(page.getByRole('radio', { name: 'Outcome' })).toBeChecked()
})

test('the list is filtered, walked through, and gives the focus back', async ({ page }) => {
  const button = page.getByRole('button', { name: 'Commands' })
  await button.click()
  const selected = list(page).getByRole('option', { selected: true })
  await expect(selected).toContainText('Run Threads')
  await page.keyboard.press('ArrowUp')
  await expect(selected).not.toContainText('Run Threads')
  await page.keyboard.press('ArrowDown')
  await expect(selected).toContainText('Run Threads')

  await page.keyboard.type('marker before')
  await expect(list(page).getByRole('option')).toHaveCount(1)
  await expect(selected).toBeDisabled()
  await expect(selected).toContainText('No run is on screen.')
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeVisible()
  await page.keyboard.type(' xyz')
  await expect(list(page).getByRole('option')).toHaveCount(0)
  await expect(page.getByText('No command is called that.')).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(field(page)).toBeHidden()
  await expect(button).toBeFocused()
})

test('every key in the keyboard overlay is a command of the palette', async ({ page }) => {
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keyboard' })
  await expect(keys).toContainText('Recorded runs')
  await page.keyboard.press('Escape')
  await page.keyboard.press('5')
  await expect(tab(page, 'Log')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('b')
  await expect(details(page)).toBeHidden()
  await command(page, 'show details')
  await expect(tab(page, 'Log')).toHaveAttribute('aria-selected', 'true')
  // In a field, keys are letters.
  await page.keyboard.press('1')
  await page.getByLabel('Seed').fill('')
  await page.keyboard.press('5')
  await expect(page.getByLabel('Seed')).toHaveValue('5')
})

test('what was chosen is there again after a reload, until it is reset', async ({ page }) => {
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 33)
  await command(page, 'theme dark')
  await command(page, 'speed 0.5')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()

  const option = page.getByRole('option', { name: 'Thread pool', exact: true })
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('form', { name: 'Parameters' }).getByLabel('Tasks', { exact: true })).toHaveValue('33')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('combobox', { name: 'Speed of the replay' })).toHaveValue('0.5')

  await command(page, 'reset settings')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset' }).click()
  await expect(page.getByRole('button', { name: 'Theme: system' })).toBeVisible()
  await expect(page.getByRole('form', { name: 'Parameters' }).getByLabel('Tasks', { exact: true })).toHaveValue('120')
  await expect(option).toHaveAttribute('aria-selected', 'true')
})
