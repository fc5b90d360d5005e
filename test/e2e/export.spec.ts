import { expect, test } from './support/app.ts'
import { save } from './support/downloads.ts'
import { runToEnd } from './support/run.ts'

test('a recorded run is exported', async ({ app, page }, { outputDir }) => {
  await runToEnd(page, 'Thread pool', { Tasks: 20 })
  await page.getByRole('button', { name: 'Recorded runs' }).click()
  const format = page.getByRole('combobox', { name: 'Export Thread pool' })
  await expect(format).toBeVisible()

  const csv = await save(app, outputDir, () => format.selectOption('CSV, a row per task'))
  expect(csv.name).toBe('Thread pool.csv')
  const lines = csv.bytes.toString().trim().split('\r\n')
  expect(lines).toHaveLength(21)
  expect(lines[0]).toContain('completion_rank,submission_rank')

  const html = await save(app, outputDir, () => format.selectOption('Web page that replays it'))
  expect(html.name).toBe('Thread pool.html')
  expect(html.bytes.toString()).toContain('<title>Thread pool</title>')
})
