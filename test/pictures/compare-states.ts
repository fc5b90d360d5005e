import type { Page } from '@playwright/test'
import { runOf, type State } from './steps.ts'

const COMPARED_MS = 120_000

/** Runs beside each other. */
export const COMPARE_STATES: readonly State[] = [
  {
    name: 'comparison',
    what: 'The same tasks as threads and as processes, on one clock',
    async reach(page) {
      await again(page, /^Processes/)
      await page.getByRole('main', { name: 'Comparison' }).waitFor({ timeout: COMPARED_MS })
    },
  },
  {
    name: 'race',
    what: 'Threads and processes at once, sharing the cores',
    async reach(page) {
      await again(page, 'Race against processes')
      await page.getByRole('region', { name: 'Timeline, b' }).waitFor()
      await page.getByRole('main', { name: 'Comparison' }).waitFor({ timeout: COMPARED_MS })
    },
  },
  {
    name: 'no-runs-yet',
    what: 'The library before the first run',
    async reach(page) {
      await page.keyboard.press('r')
      await page.getByRole('dialog', { name: 'Recorded runs' }).waitFor()
    },
  },
]

async function again(page: Page, how: RegExp | string): Promise<void> {
  await runOf(page, 'Thread pool', { Tasks: 200, Duration: 20 }, 'Summary')
  await page.getByRole('button', { name: 'Run again as' }).click()
  await page.getByRole('menuitem', { name: how }).click()
}
