import { expectAccessible } from './support/accessible.ts'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

// The page is the same in both hosts; to look at it in one is enough.
test('palette, keyboard, tour and settings: axe finds nothing', async ({ page }) => {
  test.slow()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
  await expectAccessible(page, 'palette', '[role=dialog]')
  await page.keyboard.type('nothing is called that')
  await expectAccessible(page, 'palette without a command', '[role=dialog]')
  await page.getByRole('combobox', { name: 'Find a command' }).fill('reset settings')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAccessible(page, 'reset', '[role=alertdialog]')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /Take the tour/ }).click()
  for (const title of ['Choose what to run', 'Run it', 'Watch it live', 'See every task']) {
    await expect(page.getByRole('dialog', { name: title })).toBeVisible()
    await expectAccessible(page, `tour: ${title}`, '[role=dialog]')
    await page.getByRole('dialog').getByRole('button', { name: /^(Next|Run it)$/ }).click()
  }
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Commands' })).toBeFocused()
  await page.keyboard.press('Escape') // the tip of that button
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await page.keyboard.press('b')
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeHidden()
  await expectAccessible(page, 'without details')
})

test('at 200% zoom nothing is out of reach, and axe finds nothing', async ({ page }) => {
  test.slow()
  await page.setViewportSize({ width: 720, height: 450 })
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 20)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await expectAccessible(page, 'finished')
  for (const part of [
    page.getByRole('button', { name: 'Commands' }),
    page.getByRole('tab', { name: 'Code' }),
    page.getByRole('slider', { name: 'Replay time' }),
    page.getByRole('img', { name: /^Completion order/ }),
  ]) {
    await part.scrollIntoViewIfNeeded()
    await expect(part).toBeInViewport()
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(sideways).toBeLessThanOrEqual(0)
  await page.keyboard.press('?')
  const close = page.getByRole('dialog', { name: 'Keyboard' }).getByRole('button', { name: 'Close' })
  await close.scrollIntoViewIfNeeded()
  await expect(close).toBeInViewport()
})
