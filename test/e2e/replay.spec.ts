import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { choosePreset, runToEnd } from './support/run.ts'

const time = (page: Page): Locator => page.getByRole('slider', { name: 'Replay time' })
const replay = (page: Page): Locator => page.getByRole('toolbar', { name: 'Replay' })
const progress = (page: Page): Locator => page.getByRole('progressbar', { name: 'Progress of the run' })

/** Of the run, what the slider says. */
const shownMs = async (page: Page): Promise<number> => Number(await time(page).getAttribute('aria-valuenow'))

test('a run that has ended is scrubbed, stepped through and played again', async ({ page }) => {
  await runToEnd(page, 'Thread pool', { Tasks: 40 })
  await expect(progress(page)).toHaveAttribute('aria-valuenow', '100')

  await time(page).focus()
  await page.keyboard.press('Home')
  await expect(progress(page)).toHaveAttribute('aria-valuenow', '0')
  await expect(time(page)).toHaveAttribute('aria-valuenow', '0')

  // Each step is the end of the next task; tasks may end together.
  await replay(page).getByRole('button', { name: 'One task on' }).click()
  await expect.poll(() => shownMs(page)).toBeGreaterThan(0)
  const first = await shownMs(page)
  await page.keyboard.press('.')
  await expect.poll(() => shownMs(page)).toBeGreaterThan(first)
  await page.keyboard.press(',')
  await expect.poll(() => shownMs(page)).toBe(first)

  const box = await time(page).boundingBox()
  if (box === null) throw new Error('the tape is not there')
  await page.mouse.move(box.x + 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 })
  await page.mouse.up()
  const endMs = Number(await time(page).getAttribute('aria-valuemax'))
  await expect.poll(async () => Math.abs((await shownMs(page)) - endMs / 2)).toBeLessThan(endMs * 0.02)

  await replay(page).getByRole('combobox', { name: 'Speed of the replay' }).selectOption('10x')
  await replay(page).getByRole('button', { name: 'Play', exact: true }).click()
  await expect(progress(page)).toHaveAttribute('aria-valuenow', '100')
  await expect(time(page)).toHaveAttribute('aria-valuenow', String(endMs))
})

test('the view of a run that goes on is paused and followed again', async ({ page }) => {
  await choosePreset(page, 'Event loop')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(() => shownMs(page)).toBeGreaterThan(500)
  await replay(page).getByRole('button', { name: 'Pause the view' }).click()
  const back = replay(page).getByRole('button', { name: 'Back to the run as it goes on' })
  const behindMs = async (): Promise<number> => Number(await time(page).getAttribute('aria-valuemax')) - (await shownMs(page))
  await expect.poll(behindMs).toBeGreaterThan(300)
  const paused = await shownMs(page)
  await expect.poll(behindMs).toBeGreaterThan(900)
  expect(await shownMs(page)).toBe(paused)
  await back.click()
  await expect.poll(behindMs).toBeLessThan(300)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
})

test('recorded runs are listed, opened, renamed, deleted and brought back', async ({ page }) => {
  await runToEnd(page, 'Thread pool', { Tasks: 20 })
  const recorded = page.getByRole('dialog', { name: 'Recorded runs' })
  await page.getByRole('button', { name: 'Recorded runs' }).click()
  await recorded.getByRole('button', { name: /^Rename / }).click()
  await recorded.getByRole('textbox').fill('My first run')
  await page.keyboard.press('Enter')
  await recorded.getByRole('button', { name: 'Delete My first run' }).click()
  await expect(recorded.getByText('No runs yet')).toBeVisible()
  await recorded.getByRole('button', { name: 'Undo' }).click()
  await recorded.getByRole('button', { name: 'My first run', exact: true }).click()

  await expect(recorded).toBeHidden()
  const status = page.getByRole('note', { name: 'Status' })
  await expect(status).toContainText('My first run')
  await expect(progress(page)).toHaveAttribute('aria-valuenow', '100')
  await status.getByRole('button', { name: 'Close' }).click()
  await expect(status).not.toContainText('My first run')
})

test('a file that is no run file is refused in words', async ({ page }) => {
  await page.getByRole('button', { name: 'Recorded runs' }).click()
  const recorded = page.getByRole('dialog', { name: 'Recorded runs' })
  await recorded.getByLabel('Run file').setInputFiles({
    name: 'holiday.pscope',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(new URL('../../package.json', import.meta.url)),
  })
  await expect(page.getByRole('alertdialog')).toContainText('holiday.pscope cannot be opened. This is not a Poolscope run file')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click()
})
