import { expect, test } from './support/app.ts'

/** The ten techniques and at least eight presets more. */
const PRESETS = 18

test('opens with the presets, ready to run one', async ({ page }) => {
  await expect(page).toHaveTitle('Poolscope')
  const presets = page.getByRole('listbox', { name: 'Presets' }).getByRole('option')
  await expect.poll(() => presets.count()).toBeGreaterThanOrEqual(PRESETS)
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
})

test('is there again after a reload, and knows its host', async ({ page }) => {
  const first = page.getByRole('listbox', { name: 'Presets' }).getByRole('option').first()
  await expect(first).toBeVisible()
  await page.reload()
  await expect(first).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
})
