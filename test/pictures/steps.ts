import type { Page } from '@playwright/test'
import type { RunningHost } from '../e2e/support/hosts.ts'
import { choosePreset } from '../e2e/support/run.ts'

/** A state of the window that is worth a picture. One more is one more entry in `STATES`. */
export interface State {
  /** Of the files: `<name>-light.webp`, `<name>-dark.webp`. */
  readonly name: string
  /** One line for the page of all pictures. */
  readonly what: string
  /** Brings the window there; it is open, at its start. */
  readonly reach: (page: Page, host: RunningHost) => Promise<void>
}

const SEED = 7
const RUN_MS = 300_000

/** Starts a run that is the same in each picture, and looks at a tab of its details. */
export async function start(page: Page, preset: string, params: Readonly<Record<string, number | string>>, tab: string): Promise<void> {
  await choosePreset(page, preset)
  await page.getByRole('tab', { name: 'Parameters' }).click()
  const form = page.getByRole('form', { name: 'Parameters' })
  for (const [label, value] of Object.entries({ ...params, Seed: SEED })) {
    const field = form.getByLabel(label, { exact: true })
    if (typeof value === 'string') await field.selectOption(value)
    else await field.fill(String(value))
  }
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor()
  await page.getByRole('tab', { name: tab }).click()
}

/** Waits until so many percent of the tasks have ended. */
export async function progress(page: Page, percent: number): Promise<void> {
  const isThere = (share: number): boolean =>
    Number(document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')) >= share
  await page.waitForFunction(isThere, percent, { timeout: RUN_MS })
}

export async function ended(page: Page): Promise<void> {
  const states = ['finished', 'failed'].map((state) => `[data-testid="run-state"][data-state="${state}"]`)
  await page.locator(states.join()).waitFor({ timeout: RUN_MS })
}

/** A run that is the same in each picture, at its end. */
export async function runOf(page: Page, preset: string, params: Readonly<Record<string, number | string>>, tab: string): Promise<void> {
  await start(page, preset, params, tab)
  await ended(page)
}

/** Waits until the run is that old. */
export async function reached(page: Page, ageMs: number): Promise<void> {
  const isThere = (wanted: number): boolean =>
    Number(document.querySelector('[role="slider"][aria-label="Replay time"]')?.getAttribute('aria-valuemax')) >= wanted
  await page.waitForFunction(isThere, ageMs)
}

/** Stops the run, and waits for its end. */
export async function stop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await ended(page)
}

/** Presses Run, which asks or says something first. */
export async function runAsks(page: Page, preset: string, field: string, value: string): Promise<void> {
  await choosePreset(page, preset)
  await page.getByRole('form', { name: 'Parameters' }).getByLabel(field, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('alertdialog').waitFor()
}
