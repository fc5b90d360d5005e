import { readFileSync } from 'node:fs'
import { expect, test } from './support/app.ts'
import { card, choose, lookAt } from './support/chart-menu.ts'
import { runToEnd } from './support/run.ts'

// In a browser only: the clipboard is read with a permission that the desktop window refuses.
test('a slide is copied in full HD, or saved where copying is not allowed, and the window says which', async ({ page }) => {
  await runToEnd(page, 'Thread pool', { Tasks: 24, Duration: 5 })
  const notice = card(page, 'Latency').getByRole('status')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await choose(page, 'Latency', 'Copy as slide')
  await expect(notice).toContainText('Copied as an image')
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    const bytes = new Uint8Array(await ((await item?.getType('image/png'))?.arrayBuffer() ?? new ArrayBuffer(0)))
    return [...bytes].map((byte) => String.fromCharCode(byte)).join('')
  })
  expect(await lookAt(page, Buffer.from(copied, 'latin1'))).toMatchObject({ width: 1920, height: 1080 })

  await page.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
  })
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, 'Latency', 'Copy as slide')])
  const name = download.suggestedFilename()
  const bytes = readFileSync(await download.path())
  expect(name).toBe('Thread pool-latency-slide.png')
  expect(await lookAt(page, bytes)).toMatchObject({ width: 1920, height: 1080 })
  await expect(notice).toContainText('was saved as Thread pool-latency-slide.png')
})
