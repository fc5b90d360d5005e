import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

const comparison = (page: Page): Locator => page.getByRole('main', { name: 'Comparison' })
const time = (page: Page): Locator => page.getByRole('slider', { name: 'Replay time' })
const rows = (page: Page): Locator => page.getByRole('table', { name: 'Comparison' }).getByRole('row')
const endedOf = async (page: Page, side: 'a' | 'b'): Promise<number> =>
  Number(await page.getByRole('progressbar', { name: `Tasks of ${side} that have ended` }).getAttribute('value'))

async function chooseThreadPool(page: Page, tasks: number): Promise<void> {
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', tasks)
  await setParameter(page, 'Duration', 5)
}

async function runThreadPool(page: Page, tasks: number): Promise<void> {
  await chooseThreadPool(page, tasks)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
}

async function repeat(page: Page, times: number): Promise<void> {
  await page.getByLabel('Repeats', { exact: true }).fill(String(times))
  await page.getByRole('button', { name: `Repeat ${times} times` }).click()
  await expect(page.getByText(`run ${times} of ${times}`)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(`run ${times} of ${times}`)).toBeHidden({ timeout: 60_000 })
}

test('a run is run again under another model, and both are replayed on one clock', async ({ page }) => {
  test.slow()
  await runThreadPool(page, 20)
  await page.getByRole('button', { name: 'Run again as' }).click()
  await page.getByRole('menuitem', { name: /^Event loop/ }).click()
  await expect(comparison(page)).toBeVisible({ timeout: 60_000 })
  await expect(comparison(page).getByRole('heading', { name: 'a: Thread pool' })).toBeVisible()
  await expect(comparison(page).getByRole('heading', { name: 'b: Gather' })).toBeVisible()
  await expect(rows(page)).toHaveCount(12) // with its head
  await expect(rows(page).filter({ hasText: 'Makespan' })).toContainText('cannot tell')
  await expect(comparison(page)).toContainText('nobody can tell')

  // Scrubbing moves both.
  expect([await endedOf(page, 'a'), await endedOf(page, 'b')]).toEqual([20, 20])
  await time(page).focus()
  await page.keyboard.press('Home')
  await expect.poll(async () => [await endedOf(page, 'a'), await endedOf(page, 'b')]).toEqual([0, 0])
  await page.keyboard.press('End')
  await expect.poll(async () => [await endedOf(page, 'a'), await endedOf(page, 'b')]).toEqual([20, 20])

  // One crosshair: it stands at the same place of the same chart on the other side.
  const chart = (side: 'a' | 'b'): Locator => page.getByRole('region', { name: `Queue depth, ${side}` }).locator('.chart')
  await chart('a').hover()
  const place = (side: 'a' | 'b'): Promise<string> =>
    chart(side).locator('.chart-cross:visible').evaluate((cross) => (cross instanceof HTMLElement ? cross.style.transform : ''))
  expect(await place('a')).toMatch(/^translateX/)
  expect(await place('b')).toBe(await place('a'))

  // One window: zooming one side zooms the other.
  const shown = (side: 'a' | 'b'): Locator => page.getByRole('region', { name: `Timeline, ${side}` }).getByRole('slider', { name: 'Time shown', exact: true })
  const whole = await shown('b').getAttribute('aria-valuetext')
  await page.mouse.move(0, 0)
  await page.getByRole('heading', { name: 'Comparison', exact: true }).focus()
  await page.keyboard.press('w')
  await expect(shown('b')).not.toHaveAttribute('aria-valuetext', whole ?? '')
  expect(await shown('b').getAttribute('aria-valuetext')).toBe(await shown('a').getAttribute('aria-valuetext'))

  // Closing leads back to the run that was looked at.
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('note', { name: 'Status' })).toContainText('Thread pool')
  await page.keyboard.press('c')
  await expect(comparison(page)).toBeVisible()
  await page.keyboard.press('c')
  await expect(comparison(page)).toBeHidden()
})

test('repeats of two settings are recorded, chosen in the library and compared', async ({ page }) => {
  test.slow()
  await chooseThreadPool(page, 10)
  await repeat(page, 2)
  await setParameter(page, 'Workers', 2)
  await repeat(page, 2)
  await expect(page.getByRole('button', { name: 'Compare with the 2 repeats before' })).toBeVisible()

  await page.keyboard.press('c')
  const recorded = page.getByRole('dialog', { name: 'Recorded runs' })
  await expect(recorded.getByRole('button', { name: /, as a$/ })).toHaveCount(4)
  const choose = (side: 'a' | 'b', at: number): Promise<void> => recorded.getByRole('button', { name: new RegExp(`, as ${side}$`) }).nth(at).click()
  await expect(recorded.getByRole('button', { name: 'Compare', exact: true })).toBeDisabled()
  for (const at of [2, 3]) await choose('a', at)
  for (const at of [0, 1]) await choose('b', at)
  await expect(recorded).toContainText('a: 2 runs, b: 2 runs')
  await recorded.getByRole('button', { name: 'Compare', exact: true }).click()

  await expect(comparison(page)).toContainText('Means of 2 runs of a and 2 of b.')
  await expect(comparison(page).getByText('workers 4')).toBeVisible()
  await expect(rows(page).filter({ hasText: 'Makespan' })).toContainText(/better|worse|no clear difference/)
  const other = comparison(page).getByRole('combobox', { name: 'Run of b that is shown' })
  await other.selectOption('2 of 2 runs')
  await expect(other).toHaveValue('1')
})

test('what has no counterpart says why', async ({ page }) => {
  await choosePreset(page, 'Thread queue')
  await setParameter(page, 'Tasks', 4)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Run again as' }).click()
  const item = page.getByRole('menuitem', { name: /^Event loop/ })
  await expect(item).toContainText('must not be blocked')
  await expect(item).toHaveAttribute('aria-disabled', 'true')
})

test('repeats that are stopped keep what is done', async ({ page }) => {
  await choosePreset(page, 'Event loop')
  await expect(page.getByRole('button', { name: 'Repeat 5 times' })).toBeDisabled() // it would not end by itself
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 5_000)
  await page.getByRole('button', { name: 'Repeat 5 times' }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'running')
  await page.getByRole('button', { name: 'Stop here' }).click()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Repeat 5 times' })).toBeEnabled()
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: 'Recorded runs' })).toContainText('1 run,')
})

test('a race runs both at once, is watched side by side, and says that they shared the cores', async ({ page }) => {
  test.slow()
  await runThreadPool(page, 600) // long enough to be seen while it goes on
  await page.getByRole('button', { name: 'Run again as' }).click()
  await page.getByRole('menuitem', { name: 'Race against processes' }).click()
  await expect(page.getByRole('main', { name: 'Run', exact: true }).getByRole('heading', { name: 'Race: both share the cores' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Timeline, b' })).toBeVisible()
  await expect(comparison(page)).toBeVisible({ timeout: 60_000 })
  await expect(comparison(page).getByRole('heading', { name: 'Race: both share the cores' })).toBeVisible()
  await expect(comparison(page)).toContainText('neither is what it would be alone')
  expect([await endedOf(page, 'a'), await endedOf(page, 'b')]).toEqual([600, 600])
})
