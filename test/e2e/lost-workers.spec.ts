import type { Locator } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { choosePreset } from './support/run.ts'

test('a lost worker and the one that takes its place are seen in the timeline, the log and the list of workers', async ({ app }) => {
  test.slow()
  const { page } = app
  await choosePreset(page, 'Crashing workers')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })

  await page.getByRole('tab', { name: 'Log' }).click()
  const log = page.getByRole('log')
  await expect(log.getByText('A process ended unexpectedly')).toHaveCount(6)
  await expect(log.getByText(/Takes the place of process \d/).first()).toBeVisible()

  await page.getByRole('tab', { name: 'Workers' }).click()
  await expect(page.getByRole('table', { name: 'Workers' }).getByText(/^lost, exit code -9$/)).toHaveCount(6)

  const timeline = page.getByRole('img', { name: /^Timeline of \d+ workers: .* 6 were lost$/ })
  const cross = await rightmostCross(timeline)
  await timeline.hover({ position: cross })
  await expect(timeline.getByText(/^process \d+ was lost$/)).toBeVisible()
  await expect(timeline.getByText('ended by signal')).toBeVisible()
})

/** The middle of the last cross in the chart: crosses are painted in the colour of failures, and lie right of all bars. */
function rightmostCross(chart: Locator): Promise<{ x: number; y: number }> {
  return chart.evaluate((element) => {
    const canvas = element.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (canvas == null || context == null) throw new Error('the chart has no canvas')
    const probe = new OffscreenCanvas(1, 1).getContext('2d')
    if (probe === null) throw new Error('no canvas')
    probe.fillStyle = getComputedStyle(canvas).getPropertyValue('--bad')
    probe.fillRect(0, 0, 1, 1)
    const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height)
    for (let x = width - 1; x >= 0; x--) {
      for (let y = 0; y < height; y++) {
        const at = 4 * (y * width + x)
        if (data[at] !== red || data[at + 1] !== green || data[at + 2] !== blue || data[at + 3] !== 255) continue
        const scale = canvas.getBoundingClientRect().width / width
        const [from, home] = [canvas.getBoundingClientRect(), element.getBoundingClientRect()]
        return { x: from.x - home.x + x * scale - 4, y: from.y - home.y + y * scale }
      }
    }
    throw new Error('nothing is painted in the colour of failures')
  })
}
