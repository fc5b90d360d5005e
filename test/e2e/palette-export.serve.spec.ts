import { expect, test } from './support/app.ts'
import { command } from './support/palette.ts'
import { choosePreset, setParameter } from './support/run.ts'

// What the browser saves can be seen in one host only.
test('the run on screen is exported by a command', async ({ page }) => {
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 20)
  await command(page, 'run thread pool')
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  const download = page.waitForEvent('download')
  await command(page, 'csv')
  expect((await download).suggestedFilename()).toBe('Thread pool.csv')
})
