import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { piecesOf } from './support/canvas.ts'
import { runToEnd } from './support/run.ts'

/** Below the top of the timeline. */
const PROCESS_LINE_PX = 14

const shown = (page: Page): Locator => page.getByRole('slider', { name: 'Time shown', exact: true })

/** The part of the time that charts show, as the strip below the timeline tells it. */
async function span(page: Page): Promise<{ from: number; to: number }> {
  const end = async (name: string): Promise<number> =>
    Number(await page.getByRole('slider', { name, exact: true }).getAttribute('aria-valuenow'))
  return { from: await end('Start of the time shown'), to: await end('End of the time shown') }
}

const length = async (page: Page): Promise<number> => {
  const { from, to } = await span(page)
  return to - from
}

test('the timeline zooms and pans by wheel, keys, drag and the strip, and a task or a range can be selected', async ({ page }) => {
  test.slow()
  await runToEnd(page, 'Thread pool', { Tasks: 40, Duration: 10 })
  const timeline = page.getByRole('img', { name: /^Timeline of \d+ workers/ })
  await timeline.scrollIntoViewIfNeeded()
  await expect(shown(page)).toBeVisible()
  const whole = await length(page)
  const box = await timeline.boundingBox()
  if (box === null) throw new Error('the timeline is not shown')
  const [x, y] = [box.x + box.width * 0.6, box.y + box.height * 0.2]

  await page.mouse.move(x, y)
  await page.mouse.wheel(0, -400)
  await expect.poll(() => length(page), 'the wheel zooms in').toBeLessThan(whole * 0.7)
  const zoomed = await length(page)
  const before = await span(page)
  await page.mouse.wheel(60, 0)
  await expect.poll(async () => (await span(page)).from, 'a sideways wheel pans').toBeGreaterThan(before.from)
  const panned = await span(page)
  expect(panned.to - panned.from).toBeCloseTo(zoomed, 3)

  await page.mouse.down()
  await page.mouse.move(x + 80, y, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => (await span(page)).from, 'a drag pans').toBeLessThan(panned.from)

  await page.keyboard.press('w')
  await expect.poll(() => length(page), 'W zooms in').toBeLessThan(zoomed)
  await page.keyboard.press('0')
  await expect.poll(() => length(page), '0 shows all').toBe(whole)

  await page.getByRole('slider', { name: 'Start of the time shown' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await span(page)).from, 'the frame has ends that keys move').toBeGreaterThan(0)
  // On the line of the process: a bar would be selected by the first click, and its note take the second one.
  await timeline.dblclick({ position: { x: x - box.x, y: PROCESS_LINE_PX } })
  await expect.poll(() => length(page), 'a double click shows all').toBe(whole)

  const bar = await middleOfABar(timeline)
  await timeline.click({ position: bar })
  const task = page.getByRole('complementary', { name: 'Selected task' })
  await expect(task).toContainText(/Task \d+ · /)
  for (const word of ['submitted', 'dispatched', 'started', 'finished', 'received']) await expect(task).toContainText(word)
  await page.keyboard.press('Escape')
  await expect(task).toBeHidden()

  await page.keyboard.down('Shift')
  await page.mouse.move(box.x + box.width * 0.3, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.9, y, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.getByText(/^Selected: /)).toBeVisible()
  await expect(page.getByText(/^\d+ tasks? ended$/)).toBeVisible()
  await page.getByRole('button', { name: 'Clear the selection' }).click()
  await expect(page.getByText(/^Selected: /)).toBeHidden()
})

test('the crosshair of one chart is seen in all that show time', async ({ page }) => {
  test.slow()
  await runToEnd(page, 'Thread pool', { Tasks: 20 })
  await page.getByRole('img', { name: /^Queue depth/ }).hover()
  for (const name of [/^Queue depth/, /^Throughput/, /^Timeline of/]) {
    await expect(page.getByRole('img', { name }).locator('.chart-cross')).toBeVisible()
  }
  await page.mouse.move(0, 0)
  await expect(page.locator('.chart-cross:visible')).toHaveCount(0)
})

/** The middle of the widest piece of the first worker's colour. */
async function middleOfABar(chart: Locator): Promise<{ x: number; y: number }> {
  const pieces = await piecesOf(chart, '--w0')
  const { x, y, width } = pieces.reduce((widest, piece) => (piece.width > widest.width ? piece : widest))
  return { x: x + width / 2, y: y + 2 }
}
