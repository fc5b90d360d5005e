import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { sweepResultSchema } from '../../workloads/contract/sweep.ts'
import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

const sweep = (page: Page): Locator => page.getByRole('main', { name: 'Sweep' })
const form = (page: Page): Locator => sweep(page).getByRole('form', { name: 'Sweep' })
const result = (page: Page): Locator => sweep(page).getByRole('region', { name: 'Result of the sweep' })

async function openSweep(page: Page, tasks: number): Promise<void> {
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', tasks)
  await setParameter(page, 'Duration', 2)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Sweep', exact: true }).click()
  await expect(sweep(page)).toBeVisible()
}

async function start(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await form(page).getByLabel(label, { exact: true }).fill(value)
  await form(page).getByRole('button', { name: 'Start the sweep' }).click()
}

test('a sweep recommends a size, which is run and taken along as code; what was measured is kept', async ({ page }) => {
  test.slow()
  await openSweep(page, 12)
  await form(page).getByLabel('serial').check()
  await expect(form(page).getByRole('status')).toHaveText(/5 points × 6 rounds|\d+ points/)
  await start(page, { Workers: '1,2', Repeats: '2', 'Warm-up runs': '0' })
  await expect(result(page).getByRole('button', { name: 'Save JSON' })).toBeEnabled({ timeout: 60_000 })
  for (const title of ['Throughput', 'Latency', 'CPU time', 'Memory']) await expect(result(page).getByRole('region', { name: title, exact: true })).toBeVisible()
  await expect(result(page).getByRole('img', { name: /^Throughput: threads from .* for 1 thread to .* for 2 threads; serial/ })).toBeVisible()
  await expectAccessible(page, 'a sweep that has ended', 'main')

  // As a table, and as files.
  await result(page).getByRole('button', { name: 'Throughput: save, copy, table' }).click()
  await page.getByRole('menuitem', { name: 'Show as table' }).click()
  await expect(result(page).getByRole('row', { name: /^2 threads/ })).toBeVisible()
  const saving = page.waitForEvent('download')
  await result(page).getByRole('button', { name: 'Save JSON' }).click()
  const saved = sweepResultSchema.parse(JSON.parse(readFileSync(await (await saving).path(), 'utf8')))
  expect(saved.points.map(({ as, workers, runs }) => [as, workers, runs])).toEqual([['threads', 1, 2], ['threads', 2, 2], ['serial', 1, 2]])

  // As a program for each library.
  const recommendation = result(page).getByRole('group', { name: 'Recommendation' })
  await recommendation.getByRole('button', { name: 'Copy as code' }).click()
  const dialog = page.getByRole('dialog', { name: 'Copy as code' })
  for (const [library, words] of [['piscina', "from 'piscina'"], ['Node alone', 'performance.now()'], ['Poolscope', "from 'poolscope'"]] as const) {
    await dialog.getByRole('radio', { name: library }).click()
    await expect(dialog.getByRole('region', { name: 'Program' })).toContainText(words)
  }
  await dialog.getByRole('button', { name: 'Close' }).click()

  // The run that is recommended; what was measured is there again afterwards, in this window and in another.
  await recommendation.getByRole('button', { name: 'Run it' }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await expect(sweep(page)).toBeHidden()
  await page.keyboard.press('n')
  await expect(recommendation).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Sweep', exact: true }).click()
  await expect(recommendation).toBeVisible()
})

test('a sweep that is stopped keeps what was measured, and meanwhile no run starts', async ({ page }) => {
  test.slow()
  await openSweep(page, 12)
  await start(page, { Workers: '1,2', Repeats: '90' })
  const progress = sweep(page).getByRole('group', { name: 'Progress of the sweep' })
  await expect(progress).toContainText(/runs? of 182/)
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  const state = page.getByTestId('run-state')
  await expect(state).toHaveText(/^sweeping\d+ \/ 182$/)
  await page.keyboard.press('n')
  await expect(page.getByRole('note', { name: 'Status' })).toContainText('A sweep goes on')
  await page.getByRole('button', { name: 'Show it' }).click()
  await expect(result(page).getByRole('img', { name: /^Throughput: threads from/ })).toBeVisible({ timeout: 60_000 })
  await progress.getByRole('button', { name: 'Stop here' }).click()
  await expect(result(page).getByRole('note')).toContainText('Stopped: this is what was measured until then.')
  await expect(state).toHaveText('idle')

  // Another kind of it, in the same place.
  await form(page).getByRole('radio', { name: 'What watching costs' }).click()
  await start(page, { Pairs: '2' })
  await expect(result(page)).toContainText(/A run takes .* unwatched and .* watched/, { timeout: 60_000 })
  await expect(result(page)).toContainText('2 pairs of runs')
  await sweep(page).getByRole('combobox', { name: 'Earlier sweeps' }).selectOption({ index: 1 })
  await expect(result(page).getByRole('note')).toContainText('Stopped')

  // Deleted, brought back, and deleted for good: then the other one is there.
  await result(page).getByRole('button', { name: 'Delete this sweep' }).click()
  await expect(result(page)).toContainText('2 pairs of runs')
  await expect(sweep(page).getByRole('combobox', { name: 'Earlier sweeps' })).toBeHidden()
  await expect(sweep(page).getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(result(page).getByRole('note')).toContainText('Stopped')
  await result(page).getByRole('button', { name: 'Delete this sweep' }).click()
  await result(page).getByRole('button', { name: 'Delete this sweep' }).click()
  await expect(result(page)).toBeHidden()
  await page.reload()
  await page.getByRole('button', { name: 'Sweep', exact: true }).click()
  await expect(sweep(page)).toContainText('Its results will be here')
})
