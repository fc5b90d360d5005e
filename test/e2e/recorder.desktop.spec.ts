import { expect, test } from './support/app.ts'

test('the window records itself without a prompt, and nothing else', async ({ page }) => {
  await page.getByRole('button', { name: 'Record the screen' }).click()
  await expect(page.getByTestId('video-clock')).toHaveText(/^0:0[1-9]$/)
  await page.getByRole('button', { name: 'Stop recording' }).click()
  const dialog = page.getByRole('dialog', { name: 'The recording is ready' })
  await expect.poll(() => dialog.getByLabel('The recording').evaluate((element: HTMLVideoElement) => element.duration)).toBeGreaterThan(1)
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()
  const refused = await page.evaluate(() =>
    navigator.mediaDevices.getDisplayMedia({ video: true, audio: true }).then(
      () => 'given',
      (error: unknown) => (error instanceof Error ? error.name : ''),
    ),
  )
  expect(refused).toBe('NotAllowedError')
})
