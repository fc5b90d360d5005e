import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-e2e-watch-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As editors do: another file of the same name. */
function save(file: string, text: string): void {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

test('your own task runs again when its file changes, and is compared with the run before; the queue is told in numbers', async ({ page }) => {
  const file = path.join(folder, 'task.ts')
  save(file, 'export const task = (n: number): number => n')
  await choosePreset(page, 'Your task')
  const form = page.getByRole('form', { name: 'Parameters' })
  await form.getByLabel('Module', { exact: true }).fill(file)
  await setParameter(page, 'Tasks', 20)
  const compare = page.getByRole('button', { name: 'Compare with the previous run' })
  await expect(compare).toBeDisabled()
  await page.getByRole('switch', { name: 'Re-run when the file changes' }).click()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const question = page.getByRole('alertdialog')
  await question.getByRole('button', { name: 'Start' }).click()
  const state = page.getByTestId('run-state')
  await expect(state).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })

  save(file, 'export const task = (n: number): number => n + 1')
  await expect(question).toContainText('has changed')
  await question.getByLabel('Also after later changes, while its files are watched').check()
  await question.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('You agreed to later changes')).toBeVisible()
  await expect(compare).toBeEnabled({ timeout: 60_000 })

  save(file, 'export const task = (n: number): number => { if (n === 3) throw new Error("third"); return n }')
  await expect(page.getByTestId('figure-done')).toHaveAttribute('data-value', '20', { timeout: 60_000 })
  await page.getByRole('tab', { name: 'Log' }).click()
  await expect(page.getByText(`${file}:1: third`).or(page.getByText(`${file}:1: Error: third`)).first()).toBeVisible({ timeout: 60_000 })

  await page.getByRole('tab', { name: 'Summary' }).click()
  await expect(page.getByRole('region', { name: 'Cost of a task' })).toContainText('From submission to result a task took')
  await page.getByRole('tab', { name: 'Queueing' }).click()
  await expect(page.getByTestId('queueing-arrivals')).toHaveText('20')
  await expect(page.getByTestId('queueing-mmc')).toContainText('Not offered: it needs at least 100 tasks, and there are 20.')
  await page.getByRole('button', { name: 'Show in the chart' }).click()
  await expect(page.getByRole('region', { name: 'Queue depth' }).getByRole('listitem').filter({ hasText: 'rate × wait' })).toBeVisible()

  await page.getByRole('tab', { name: 'Parameters' }).click()
  await page.getByRole('switch', { name: 'Re-run when the file changes' }).click()
  await compare.click()
  await expect(page.getByRole('main', { name: 'Comparison' }).getByRole('region', { name: 'Cost of a task' })).toContainText(/A task costs its worker .* in [ab]/)
})
