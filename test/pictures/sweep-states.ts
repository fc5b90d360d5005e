import { choosePreset } from '../e2e/support/run.ts'
import type { State } from './steps.ts'

const SWEPT_MS = 600_000

export const SWEEP_STATES: readonly State[] = [
  {
    name: 'sweep',
    what: 'A sweep: which model, and how many workers',
    async reach(page) {
      await choosePreset(page, 'Thread pool')
      const parameters = page.getByRole('form', { name: 'Parameters' })
      for (const [label, value] of [['Tasks', '120'], ['Duration', '10']] as const) await parameters.getByLabel(label, { exact: true }).fill(value)
      await page.getByRole('button', { name: 'Sweep', exact: true }).click()
      const form = page.getByRole('form', { name: 'Sweep' })
      await form.getByLabel('processes').check()
      await form.getByLabel('Workers', { exact: true }).fill('1..6')
      await form.getByRole('button', { name: 'Start the sweep' }).click()
      await page.getByRole('group', { name: 'Progress of the sweep' }).waitFor()
      await form.waitFor({ timeout: SWEPT_MS })
    },
  },
]
