import { choose } from '../e2e/support/chart-menu.ts'
import { choosePreset } from '../e2e/support/run.ts'
import { reached, runOf, start, stop, type State } from './steps.ts'

/** Runs of all sizes, and what is done with one. */
export const RUN_STATES: readonly State[] = [
  {
    name: 'three-tasks',
    what: 'A run of three tasks',
    async reach(page) {
      await runOf(page, 'Thread pool', { Tasks: 3, Duration: 60 }, 'Tasks')
    },
  },
  {
    name: 'many-tasks',
    what: 'A run of 300,000 tasks: bars become coverage, marks become density',
    async reach(page) {
      await runOf(page, 'Thread pool', { Task: 'noop', Tasks: 300_000 }, 'Summary')
    },
  },
  {
    name: 'live-knobs',
    what: 'A pool that was resized and lost a worker while it ran: each use of a knob is marked',
    async reach(page) {
      await start(page, 'Live knobs', { Rate: 120 }, 'Parameters')
      await reached(page, 1_500)
      const knobs = page.getByRole('region', { name: 'Live knobs', exact: true })
      await knobs.getByRole('textbox', { name: 'Workers', exact: true }).fill('6')
      await page.keyboard.press('Enter')
      await reached(page, 3_000)
      await knobs.getByRole('button', { name: /^Kill / }).click()
      await reached(page, 5_000)
      await stop(page)
    },
  },
  {
    name: 'chart-table',
    what: 'A chart as a table, for those who cannot see it',
    async reach(page) {
      await runOf(page, 'Thread pool', { Tasks: 200, Duration: 60 }, 'Summary')
      await choose(page, 'Latency', 'Show as table')
      await choose(page, 'Throughput', 'Show as table')
    },
  },
  {
    name: 'your-task',
    what: 'A task of your own: a module or a command, its inputs, and how to run it',
    async reach(page) {
      await choosePreset(page, 'Your task')
      const form = page.getByRole('form', { name: 'Parameters' })
      await form.getByLabel('Module', { exact: true }).fill('examples/own-tasks/words.ts')
    },
  },
]
