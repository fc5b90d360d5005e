import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-e2e-own-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): string => {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

for (const [model, workers] of [
  ['threads', 'thread 2'],
  ['processes', 'process 2'],
  ['event-loop', 'event loop 1'],
  ['serial', 'thread 1'],
] as const) {
  test(`a module of the user runs as ${model}, after a question`, async ({ page }) => {
    const file = write(`task-${model}.ts`, 'export const task = (n: number): number => n * 2')
    await choosePreset(page, 'Your task')
    const form = page.getByRole('form', { name: 'Parameters' })
    await form.getByLabel('Module', { exact: true }).fill(file)
    await form.getByLabel('Run as').selectOption(model)
    await setParameter(page, 'Tasks', 30)
    if (model === 'threads' || model === 'processes') await setParameter(page, 'Workers', 2)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const question = page.getByRole('alertdialog')
    await expect(question).toContainText(`${file} will run with your rights`)
    await question.getByRole('button', { name: 'Start' }).click()
    await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
    await page.getByRole('tab', { name: 'Workers' }).click()
    await expect(page.getByText(workers, { exact: true }).first()).toBeVisible()
  })
}

test('a module that cannot run is told with its place, and what to do', async ({ page }) => {
  const file = write('needs.ts', "import fs from 'node:fs'\nimport missing from 'missing-package'\nexport default () => [fs, missing]")
  await choosePreset(page, 'Your task')
  await page.getByRole('form', { name: 'Parameters' }).getByLabel('Module', { exact: true }).fill(file)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Start' }).click()
  const problem = page.getByRole('alertdialog', { name: 'That did not work' })
  await expect(problem).toContainText(`${file}:2: it needs the package "missing-package", which is not installed.`)
  await problem.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
})
