import { readFileSync } from 'node:fs'
import { command } from '../e2e/support/palette.ts'
import { choosePreset } from '../e2e/support/run.ts'
import { COMPARE_STATES } from './compare-states.ts'
import { RUN_STATES } from './run-states.ts'
import { progress, reached, runAsks, runOf, start, stop, type State } from './steps.ts'
import { SWEEP_STATES } from './sweep-states.ts'

export type { State }

/** Of the bytes of a run file: what a crash may leave. */
const CUT_OFF = 0.6

export const STATES: readonly State[] = [
  {
    name: 'preview',
    what: 'A preset before its run: what it will show, and its parameters',
    reach: (page) => choosePreset(page, 'Thread pool'),
  },
  {
    name: 'running',
    what: 'A run that goes on, with what each worker does',
    async reach(page) {
      await start(page, 'Thread pool', { Tasks: 300 }, 'Workers')
      await progress(page, 50)
    },
  },
  {
    name: 'finished',
    what: 'A run that has ended, with its exact figures',
    async reach(page) {
      await runOf(page, 'Thread pool', { Tasks: 200, Duration: 60 }, 'Summary')
    },
  },
  {
    name: 'mandelbrot',
    what: 'A demo: tiles of a picture, the newest still in the colours of their threads',
    async reach(page) {
      await start(page, 'Mandelbrot tiles', { Iterations: 20_000 }, 'Workers')
      await progress(page, 60)
    },
  },
  {
    name: 'failed',
    what: 'A run that failed: one consumer took the end mark, the other waits for ever',
    async reach(page) {
      await runOf(page, 'Lost sentinel', {}, 'Log')
    },
  },
  {
    name: 'stopped',
    what: 'An event loop, stopped by its user',
    async reach(page) {
      await start(page, 'Event loop', {}, 'Parameters')
      await reached(page, 4_000)
      await stop(page)
    },
  },
  {
    name: 'insights',
    what: 'What stands out in a run, with its numbers',
    async reach(page) {
      await runOf(page, 'Head-of-line blocking', {}, 'Insights')
      await page.getByRole('tabpanel', { name: 'Insights' }).getByRole('listitem').first().waitFor()
    },
  },
  {
    name: 'queueing',
    what: 'Arrivals, waits and depth in windows of time, with Little’s law',
    async reach(page) {
      await runOf(page, 'Unbounded queue', { Tasks: 600 }, 'Queueing')
      await page.getByRole('button', { name: 'Show in the chart' }).click()
      await page.getByRole('listitem').filter({ hasText: 'rate × wait' }).waitFor()
    },
  },
  {
    name: 'cost',
    what: 'Where the time of a task went',
    async reach(page) {
      await runOf(page, 'Transfer cost', {}, 'Summary')
      await page.getByRole('region', { name: 'Cost of a task' }).waitFor()
    },
  },
  {
    name: 'tasks',
    what: 'Every task of a run, one of them selected in table and charts',
    async reach(page) {
      await runOf(page, 'Thread pool', { Tasks: 200, Duration: 60 }, 'Tasks')
      await page.getByRole('grid').getByRole('row').nth(5).click()
    },
  },
  {
    name: 'code',
    what: 'A technique and its Python original',
    async reach(page) {
      await choosePreset(page, 'Process queue')
      await page.getByRole('tab', { name: 'Code' }).click()
      await page.getByRole('region', { name: 'Python original' }).locator('code').waitFor()
    },
  },
  {
    name: 'palette',
    what: 'Every command by name (Ctrl+K)',
    async reach(page) {
      await page.keyboard.press('ControlOrMeta+k')
      await page.getByRole('combobox', { name: 'Find a command' }).fill('thread')
    },
  },
  {
    name: 'tour',
    what: 'The tour, which points at what it speaks of',
    async reach(page) {
      await command(page, 'tour')
      for (const title of ['Choose what to run', 'Run it', 'Watch it live']) {
        await page.getByRole('dialog', { name: title }).waitFor()
        await page.keyboard.press('Enter')
      }
      await page.getByRole('dialog', { name: 'See every task' }).waitFor()
      await progress(page, 60)
    },
  },
  {
    name: 'library',
    what: 'Recorded runs: open, compare, export, rename, delete',
    async reach(page) {
      for (const preset of ['Thread pool', 'Gather', 'Wait']) {
        await runOf(page, preset, {}, 'Log')
      }
      await page.keyboard.press('r')
      await page.getByRole('dialog', { name: 'Recorded runs' }).getByRole('row').nth(3).waitFor()
    },
  },
  {
    name: 'cut-off',
    what: 'A run file that ends in the middle: what is there is shown',
    async reach(page) {
      await runOf(page, 'Thread pool', { Tasks: 200 }, 'Log')
      const saving = page.waitForEvent('download')
      await command(page, 'export run file')
      const whole = readFileSync(await (await saving).path())
      await page.keyboard.press('r')
      const buffer = whole.subarray(0, Math.floor(whole.length * CUT_OFF))
      await page.getByLabel('Run file').setInputFiles({ name: 'crashed.pscope', mimeType: 'application/octet-stream', buffer })
      await page.getByTestId('run-state').getByText('cut off').waitFor()
    },
  },
  {
    name: 'demos',
    what: 'Demos to present, and how',
    async reach(page) {
      await page.keyboard.press('p')
      await page.getByRole('list', { name: 'Demos' }).waitFor()
    },
  },
  {
    name: 'presenter',
    what: 'A demo on the stage: a question, before its answer',
    async reach(page) {
      await page.keyboard.press('p')
      await page.getByLabel('Count down').uncheck()
      await page.getByLabel('Full screen').uncheck()
      await page.getByRole('button', { name: 'Present: A blocked event loop' }).click()
      await page.getByRole('region', { name: 'Stage' }).getByRole('heading', { name: 'A blocked event loop' }).first().waitFor()
      await page.keyboard.press('ArrowRight')
      await page.getByText('What do you think?').waitFor()
      await page.keyboard.press('s')
      await page.getByRole('navigation', { name: 'Steps' }).waitFor()
    },
  },
  {
    name: 'storyboard',
    what: 'A demo is made: a run, its parameters and captions',
    async reach(page) {
      await page.keyboard.press('p')
      await page.getByRole('button', { name: 'Copy and change: A queue with a limit' }).click()
      await page.getByRole('region', { name: 'Steps' }).getByText('Run', { exact: false }).first().click()
    },
  },
  {
    name: 'confirmation',
    what: 'Asked before requests leave this machine',
    async reach(page) {
      await runAsks(page, 'Network requests', 'URL', 'https://example.com')
    },
  },
  {
    name: 'error',
    what: 'What went wrong, and what to do about it',
    async reach(page) {
      await runAsks(page, 'Hash files', 'Folder', '/no/such/folder')
    },
  },
  {
    name: 'screen-recording',
    what: 'How the screen is recorded: only what this machine can encode is offered',
    async reach(page) {
      await choosePreset(page, 'Thread pool')
      await page.getByRole('button', { name: 'Screen recordings' }).click()
      await page.getByText('At most about').waitFor()
    },
  },
  {
    name: 'disconnected',
    what: 'A host that is gone: what was measured stays',
    async reach(page, { pid }) {
      await start(page, 'Thread pool', { Tasks: 300 }, 'Workers')
      await progress(page, 40)
      process.kill(pid, 'SIGKILL')
      await page.getByTestId('run-state').getByText('disconnected').waitFor()
    },
  },
  ...RUN_STATES,
  ...COMPARE_STATES,
  ...SWEEP_STATES,
]
