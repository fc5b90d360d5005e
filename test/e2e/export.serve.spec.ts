import { readFileSync } from 'node:fs'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

// In a browser only: the stand-in for Electron closes its page when a download begins.
test('a recorded run is exported', async ({ page }) => {
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 20)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Recorded runs' }).click()
  const format = page.getByRole('combobox', { name: 'Export Thread pool' })
  await expect(format).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), format.selectOption('CSV, a row per task')])
  expect(download.suggestedFilename()).toBe('Thread pool.csv')
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n')
  expect(lines).toHaveLength(21)
  expect(lines[0]).toContain('completion_rank,submission_rank')
})
