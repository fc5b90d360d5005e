import type { Locator } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { piecesOf } from './support/canvas.ts'
import { runToEnd } from './support/run.ts'

test('a lost worker and the one that takes its place are seen in the timeline, the log and the list of workers', async ({ app }) => {
  test.slow()
  const { page } = app
  await runToEnd(page, 'Crashing workers')

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
async function rightmostCross(chart: Locator): Promise<{ x: number; y: number }> {
  const pieces = await piecesOf(chart, '--bad')
  const { x, y, width } = pieces.reduce((last, piece) => (piece.x + piece.width > last.x + last.width ? piece : last))
  return { x: x + width - 5, y }
}
