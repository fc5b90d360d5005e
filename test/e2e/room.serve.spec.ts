import type { Locator } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { choosePreset, runToEnd } from './support/run.ts'

// What has little room in a small window is still to be read.
test.beforeEach(({ page }) => page.setViewportSize({ width: 1024, height: 640 }))

/** Nothing of it is cut off. */
const isWhole = (part: Locator): Promise<boolean> => part.evaluate((element) => element.scrollWidth <= element.clientWidth)

test('large figures keep their units, and the costs of tasks their columns', async ({ page }) => {
  test.slow()
  await choosePreset(page, 'Thread pool')
  await page.getByRole('form', { name: 'Parameters' }).getByLabel('Task', { exact: true }).selectOption('noop')
  await runToEnd(page, 'Thread pool', { Tasks: 200_000 })
  for (const id of ['done', 'throughput', 'wait-p95']) {
    const figure = page.getByTestId(`figure-${id}`)
    expect(await isWhole(figure), await figure.textContent() ?? id).toBe(true)
  }
  await page.getByRole('tab', { name: 'Summary' }).click()
  const wait = page.getByTestId('cost-wait')
  await expect(wait).toContainText(/ h$/)
  expect(await overlaps(wait)).toBe(false)
})

/** Do the texts of two cells of a row stand on each other, or without a gap? */
const overlaps = (row: Locator): Promise<boolean> =>
  row.evaluate((element) => {
    const boxes = [...element.children].map((cell) => {
      const range = document.createRange()
      range.selectNodeContents(cell)
      return range.getBoundingClientRect()
    })
    return boxes.some(({ left }, at) => at > 0 && left < (boxes[at - 1]?.right ?? 0) + 4)
  })

test('a legend counts what it has no room for, and names it', async ({ page }) => {
  await runToEnd(page, 'Thread pool', { Tasks: 20, Workers: 6, Duration: 20 })
  const cpu = page.getByRole('region', { name: 'CPU use', exact: true })
  const legend = cpu.getByRole('list', { name: 'Colours' })
  const shown = await shownEntries(legend)
  await expect(legend.getByRole('listitem')).toHaveCount(7)
  const more = cpu.getByRole('button', { name: `+${7 - shown} more` })
  await more.focus()
  await expect(page.getByRole('tooltip')).toContainText('thread 6this app')
  await page.keyboard.press('b')
  await page.setViewportSize({ width: 2200, height: 900 })
  await expect(more).toBeHidden()
  await expect.poll(() => shownEntries(legend)).toBe(7)
})

const shownEntries = (legend: Locator): Promise<number> =>
  legend.evaluate((list) => {
    const { right, bottom } = list.getBoundingClientRect()
    return [...list.children].filter((item) => item.getBoundingClientRect().bottom <= bottom + 1 && item.getBoundingClientRect().right <= right + 1).length
  })

test('a long status line has a second line, and all of it where it is pointed at', async ({ page }) => {
  await choosePreset(page, 'Lost sentinel')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'failed')
  const text = page.getByRole('note', { name: 'Status' }).getByRole('paragraph')
  const words = 'The run failed. consumer \\d waits for ever in get: no producer is left, and no end mark is to come. It was stopped.'
  await expect(text).toHaveText(new RegExp(words))
  expect(await text.evaluate((element) => element.scrollHeight <= element.clientHeight && element.scrollWidth <= element.clientWidth)).toBe(true)
  await text.hover()
  await expect(text).toHaveAttribute('title', new RegExp(words))
})
