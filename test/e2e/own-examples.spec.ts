import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

const FOLDER = path.resolve('examples/own-tasks')
/** As many as show that several workers share them: a run shall take no longer than its workers' start. */
const TASKS = 6

/** Each model with a worker that the one before has not: its row tells that the next run is shown. */
const MODELS = [
  ['threads', 'thread 2'],
  ['processes', 'process 2'],
  ['event-loop', 'event loop 1'],
  ['serial', 'thread 1'],
] as const

const EXAMPLES = [
  { what: 'computes on text', module: 'words.ts', inputs: '' },
  { what: 'writes and reads files', module: 'copies.ts', inputs: '' },
  { what: 'uses a package of npm', module: 'orders.ts', inputs: path.join(FOLDER, 'orders.csv') },
]

/** One window for all: what one run leaves behind must not disturb the next. */
test('the examples of own tasks run under each model', async ({ page }) => {
  test.slow()
  await choosePreset(page, 'Your task')
  const form = page.getByRole('form', { name: 'Parameters' })
  for (const { what, module, inputs } of EXAMPLES) {
    await form.getByLabel('Module', { exact: true }).fill(path.join(FOLDER, module))
    await form.getByLabel('Inputs', { exact: true }).fill(inputs)
    await setParameter(page, 'Tasks', TASKS)
    for (const [model, worker] of MODELS) {
      await test.step(`${module}, which ${what}, as ${model}`, async () => {
        await form.getByLabel('Run as').selectOption(model)
        if (model === 'threads') await setParameter(page, 'Workers', 2)
        await page.getByRole('button', { name: 'Run', exact: true }).click()
        // Asked once for each module, not for each model.
        if (model === 'threads') await page.getByRole('alertdialog').getByRole('button', { name: 'Start' }).click()
        await expectEnd(page, worker)
        await page.getByRole('tab', { name: 'Parameters' }).click()
      })
    }
  }
})

/** All tasks ended well, at workers of the model. */
async function expectEnd(page: Page, worker: string): Promise<void> {
  await page.getByRole('tab', { name: 'Workers' }).click()
  await expect(page.getByRole('table', { name: 'Workers' }).getByText(worker, { exact: true })).toBeVisible()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished')
  await page.getByRole('tab', { name: 'Summary' }).click()
  await expect(page.getByTestId('summary-submitted')).toHaveText(String(TASKS))
  await expect(page.getByTestId('summary-ok')).toHaveText(String(TASKS))
}
