import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

const knobs = (page: Page): Locator => page.getByRole('region', { name: 'Live knobs', exact: true })
const markers = (page: Page, chart = /^Timeline of/): Locator =>
  page.getByRole('img', { name: chart }).locator('.chart-turns > i:not([hidden])')

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click()
}

test('a pool is resized and a worker killed while it runs: seen in workers, log and charts, and in the replay', async ({ page }) => {
  test.slow()
  await choosePreset(page, 'Live knobs')
  await expect(knobs(page)).toContainText('Start a run to turn its knobs')
  await setParameter(page, 'Rate', 400) // more than three workers can do: there is work for more
  await page.getByRole('button', { name: 'Run', exact: true }).click()

  const workers = knobs(page).getByRole('textbox', { name: 'Workers', exact: true })
  await expect(workers).toHaveValue('3')
  await openTab(page, 'Workers')
  await expect(page.getByRole('table', { name: 'Workers' }).getByRole('row')).toHaveCount(4) // with its head
  await openTab(page, 'Parameters')

  await workers.fill('65')
  await page.keyboard.press('Enter')
  await expect(knobs(page).getByRole('alert')).toHaveText('A whole number from 1 to 64.')
  await workers.fill('5')
  await page.keyboard.press('Enter')
  await expect(knobs(page).getByRole('alert')).toHaveCount(0)
  await openTab(page, 'Workers')
  await expect(page.getByRole('table', { name: 'Workers' }).getByRole('row')).toHaveCount(6)
  await expect(page.getByRole('table', { name: 'Workers' })).toContainText('thread 5')
  await openTab(page, 'Parameters')
  await expect(workers).toHaveValue('5')

  await knobs(page).getByRole('combobox', { name: 'Worker' }).selectOption('thread 2')
  await knobs(page).getByRole('button', { name: 'Kill thread 2' }).click()
  await expect(knobs(page).getByRole('option', { name: 'thread 2' })).toHaveCount(0)
  // The timeline of a long run follows its newest part; this chart shows all of it.
  await expect(markers(page, /^Queue depth:/)).not.toHaveCount(0)

  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await expect(knobs(page)).toContainText('Start a run to turn its knobs')
  await expectTold(page)

  await page.getByRole('button', { name: 'Recorded runs' }).click()
  await page.getByRole('dialog', { name: 'Recorded runs' }).getByRole('button', { name: /^Live knobs/ }).first().click()
  await expect(page.getByRole('note', { name: 'Status' })).toContainText('recorded')
  await openTab(page, 'Parameters')
  await expect(knobs(page)).toContainText('This run is recorded')
  await expectTold(page)
})

/** Log and marks, at the end and while they are jumped to. */
async function expectTold(page: Page): Promise<void> {
  await openTab(page, 'Log')
  const log = page.getByRole('log')
  await expect(log).toContainText('Knob turned: 5 workers.')
  await expect(log).toContainText('Knob turned: thread 2 killed.')
  await expect(markers(page)).toHaveCount(2)

  const time = page.getByRole('slider', { name: 'Replay time' })
  await time.focus()
  await page.keyboard.press('Home')
  await expect(markers(page)).toHaveCount(0)
  await page.getByRole('toolbar', { name: 'Replay' }).getByRole('button', { name: 'To the next marker' }).click()
  await expect(markers(page)).toHaveCount(1)
  await expect(log).toContainText('Knob turned: 5 workers.')
  await expect(log).not.toContainText('thread 2 killed')
  await time.focus()
  await page.keyboard.press('End')
  await expect(markers(page)).toHaveCount(2)
}
