import { expect, type Page } from '@playwright/test'
import type { App } from './app.ts'
import type { ProcessInfo } from './processes.ts'

/** Chooses a preset in the gallery by its title. */
export async function choosePreset(page: Page, title: string): Promise<void> {
  const option = page.getByRole('listbox', { name: 'Presets' }).getByRole('option', { name: title, exact: true })
  await option.click()
  await expect(option).toHaveAttribute('aria-selected', 'true')
}

/** Sets a number of the parameter form. */
export async function setParameter(page: Page, label: string, value: number): Promise<void> {
  await page.getByRole('form', { name: 'Parameters' }).getByLabel(label, { exact: true }).fill(String(value))
}

/** Runs a preset, with some of its numbers changed, and waits for its end. */
export async function runToEnd(page: Page, title: string, numbers: Readonly<Record<string, number>> = {}): Promise<void> {
  await choosePreset(page, title)
  for (const [label, value] of Object.entries(numbers)) await setParameter(page, label, value)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
}

/** The worker processes of the app that run now. */
export function workerProcesses({ processes }: App): ProcessInfo[] {
  processes.look()
  return processes.alive().filter(({ command }) => command.includes('executors/entry/process'))
}

/** Starts a run of four worker processes that would take minutes, and waits until they are there. */
export async function startLongProcessRun(app: App): Promise<void> {
  await choosePreset(app.page, 'Process pool')
  await setParameter(app.page, 'Tasks', 10_000)
  await setParameter(app.page, 'Workers', 4)
  await app.page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(app.page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  // Processes cannot be listed on Windows (`processes.ts`).
  if (process.platform !== 'win32') await expect.poll(() => workerProcesses(app).length).toBe(4)
}
