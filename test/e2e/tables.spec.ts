import { expect, test } from './support/app.ts'
import { runToEnd } from './support/run.ts'

test('tasks are searched, and a selected one is selected in the charts', async ({ page }) => {
  await runToEnd(page, 'Thread pool', { Tasks: 30 })
  await page.getByRole('tab', { name: 'Tasks' }).click()
  const grid = page.getByRole('grid')
  await expect(grid).toHaveAttribute('aria-rowcount', '31') // with its head

  await page.getByRole('searchbox').fill('7')
  await expect(page.getByText('1 of 30 tasks')).toBeVisible()
  await grid.getByRole('row').last().click()
  await expect(page.getByRole('main', { name: 'Run' }).getByText(/^Task 7\b/)).toBeVisible()
})

test('a run that lost workers says so in its findings, and shows where', async ({ page }) => {
  test.slow()
  await runToEnd(page, 'Crashing workers')
  await page.getByRole('tab', { name: 'Insights' }).click()
  const finding = page.getByRole('list', { name: 'Findings' }).getByRole('button', { name: /lost/i })
  await finding.click()
  await expect(finding).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('main', { name: 'Run' }).getByText(/^Selected/i).first()).toBeVisible()
})
