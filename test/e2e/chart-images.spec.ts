import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { card, choose, lookAt } from './support/chart-menu.ts'
import { save, type Saved } from './support/downloads.ts'
import { runToEnd } from './support/run.ts'

const TASKS = 24
const runOnce = (page: Page): Promise<void> => runToEnd(page, 'Thread pool', { Tasks: TASKS, Duration: 5 })

/** Elements of an SVG by name, as a browser parses it; and its texts. */
function parsed(page: Page, svg: Buffer): Promise<{ root: string; counts: Record<string, number>; texts: string[] }> {
  return page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
    const counts: Record<string, number> = {}
    for (const { localName } of root.querySelectorAll('*')) counts[localName] = (counts[localName] ?? 0) + 1
    return { root: root.localName, counts, texts: [...root.querySelectorAll('text')].map(({ textContent }) => textContent) }
  }, svg.toString())
}

const CHARTS = [
  ['Queue depth', 'queue-depth'],
  ['CPU use', 'cpu'],
  ['Throughput', 'throughput'],
  ['Timeline', 'timeline'],
  ['Latency', 'latency'],
  ['Completion order', 'completion-order'],
] as const

test('every chart is saved as a PNG that shows it and as an SVG of paths and texts', async ({ app, page }, { outputDir }) => {
  const saved = (chart: string, item: string): Promise<Saved> => save(app, outputDir, () => choose(page, chart, item))
  test.slow()
  await runOnce(page)
  for (const [chart, id] of CHARTS) {
    const png = await saved(chart, 'Save as PNG')
    expect(png.name).toBe(`Thread pool-${id}.png`)
    const shown = await card(page, chart).getByRole('img').first().boundingBox()
    const { width, height, colors, corner } = await lookAt(page, png.bytes)
    expect(width, chart).toBeGreaterThanOrEqual(2 * Math.floor(shown?.width ?? Infinity))
    expect(height, chart).toBeGreaterThan(400)
    expect(colors, chart).toBeGreaterThan(20)
    expect(corner, 'the panel of the light theme').toBe('ffffffff')

    const svg = await saved(chart, 'Save as SVG')
    expect(svg.name).toBe(`Thread pool-${id}.svg`)
    const { root, counts, texts } = await parsed(page, svg.bytes)
    expect(root, chart).toBe('svg')
    expect((counts['path'] ?? 0) + (counts['rect'] ?? 0), chart).toBeGreaterThan(5)
    expect(texts, chart).toContain(chart)
    expect(texts.length, chart).toBeGreaterThan(5)
  }
  const bars = await parsed(page, (await saved('Timeline', 'Save as SVG')).bytes)
  expect(bars.texts).toContain('thread 1')
  const { path = 0, rect = 0 } = bars.counts
  expect(path + rect, 'a bar per task: with round corners, or a rectangle').toBeGreaterThanOrEqual(TASKS)
})

test('charts are read as tables, which say what the summary says, by keys alone', async ({ page }) => {
  test.slow()
  await runOnce(page)
  await page.getByRole('tab', { name: 'Summary' }).click()
  const p95 = await page.getByTestId('summary-run-p95').textContent()
  const ok = Number(await page.getByTestId('summary-ok').textContent())
  expect(ok).toBe(TASKS)

  const menu = page.getByRole('button', { name: 'Latency: save, copy, table' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Save as PNG' })).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitem', { name: 'Show as table' })).toBeFocused()
  await page.keyboard.press('Enter')
  const latency = page.getByRole('region', { name: 'Latency as a table' })
  await expect(latency.getByRole('row', { name: /^tasks/ })).toHaveText(`tasks${TASKS}${TASKS}`)
  const digits = (text: string | null): number => Number.parseFloat((text ?? '').replaceAll(',', ''))
  const told = await latency.getByRole('row', { name: /^p95/ }).getByRole('cell').last().textContent()
  expect(Math.abs(digits(told) / digits(p95) - 1), `${told} in the table, ${p95} in the summary`).toBeLessThan(0.01)

  await choose(page, 'Throughput', 'Show as table')
  const throughput = page.getByRole('region', { name: 'Throughput as a table' })
  await expect(throughput.getByRole('caption')).toContainText(`${TASKS} tasks ended`)
  const columns = await throughput.getByRole('columnheader').allTextContents()
  const ended = await throughput.locator(`tbody td:nth-child(${columns.indexOf('tasks ended') + 1})`).allTextContents()
  expect(ended.reduce((sum, count) => sum + Number(count), 0)).toBe(TASKS)

  for (const [chart] of CHARTS.filter(([name]) => name !== 'Latency' && name !== 'Throughput')) await choose(page, chart, 'Show as table')
  await page.mouse.move(0, 0)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('main').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])

  const rows = page.getByRole('region', { name: 'Completion order as a table' }).locator('tbody tr')
  await expect(rows).toHaveCount(TASKS)
  await page.getByRole('slider', { name: 'Replay time' }).focus()
  await page.keyboard.press('Home')
  await expect(rows, 'a table follows the replay').toHaveCount(0)

  await choose(page, 'Latency', 'Show as chart')
  await expect(latency).toHaveCount(0)
  await expect(card(page, 'Latency').getByRole('img').first()).toBeVisible()
})
