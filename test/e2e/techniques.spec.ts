import type { Page } from '@playwright/test'
import { OUTCOMES, TECHNIQUE_IDS, type RunSummary, type TechniqueId } from '../../workloads/contract/index.ts'
import { formatCount, formatDuration } from '../../renderer/charts/format.ts'
import { expect, test } from './support/app.ts'
import { readRun } from './support/engine.ts'
import { choosePreset, setParameter } from './support/run.ts'

/** Each technique by its title in the gallery, with fewer tasks than its preset where that saves time. */
interface Case {
  readonly title: string
  readonly tasks: number | null
  readonly set: Readonly<Record<string, number>>
  /** Workers that must be listed, by the names they have. */
  readonly workers: readonly string[]
}

const CASES: Readonly<Record<TechniqueId, Case>> = {
  threads: { title: 'Threads', tasks: 3, set: { Tasks: 3, Duration: 30 }, workers: ['thread 1', 'thread 2', 'thread 3'] },
  processes: { title: 'Processes', tasks: 2, set: { Tasks: 2, Duration: 30 }, workers: ['process 1', 'process 2'] },
  'thread-pool': { title: 'Thread pool', tasks: 60, set: { Tasks: 60, Duration: 5, Workers: 2 }, workers: ['thread 1', 'thread 2'] },
  'process-pool': { title: 'Process pool', tasks: 40, set: { Tasks: 40, Duration: 5, Workers: 2 }, workers: ['process 1', 'process 2'] },
  gather: { title: 'Gather', tasks: 30, set: { Tasks: 30, Duration: 60 }, workers: ['event loop 1'] },
  'async-wait': { title: 'Wait', tasks: 20, set: { Tasks: 20, Duration: 60 }, workers: ['event loop 1'] },
  'thread-queue': {
    title: 'Thread queue',
    tasks: 40,
    set: { Tasks: 40, Duration: 5 },
    workers: ['producer 1', 'consumer 1', 'consumer 2'],
  },
  'process-queue': {
    title: 'Process queue',
    tasks: 40,
    set: { Tasks: 40, Duration: 5 },
    workers: ['producer 1', 'consumer 1', 'consumer 2'],
  },
  'event-loop': { title: 'Event loop', tasks: null, set: { Loops: 2 }, workers: ['event loop 1'] },
  network: { title: 'Network requests', tasks: 12, set: { Requests: 12, 'Server latency': 20 }, workers: ['HTTP server', 'thread 12'] },
}

for (const id of TECHNIQUE_IDS) {
  const { title, tasks, set, workers } = CASES[id]

  test(`${title}: runs by a click, and the page shows the engine's numbers`, async ({ app, host }) => {
    test.slow()
    const { page } = app
    await choosePreset(page, title)
    for (const [label, value] of Object.entries(set)) await setParameter(page, label, value)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    if (tasks === null) {
      await expect.poll(() => figure(page, 'done')).toBeGreaterThan(5)
      await page.getByRole('button', { name: 'Stop' }).click()
    }
    await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })

    await page.getByRole('tab', { name: 'Workers' }).click()
    const table = page.getByRole('table', { name: 'Workers' })
    for (const name of workers) await expect(table.getByText(name, { exact: true })).toBeVisible()

    await page.getByRole('tab', { name: 'Summary' }).click()
    const done = await figure(page, 'done')
    await expect(page.getByTestId('summary-submitted')).toHaveText(formatCount(done))
    if (tasks !== null) expect(done).toBe(tasks)
    if (host === 'serve') await expectEngineNumbers(page, (await readRun(app.url)).summary)
  })
}

function figure(page: Page, id: string): Promise<number> {
  return page
    .getByTestId(`figure-${id}`)
    .getAttribute('data-value')
    .then((value) => Number(value ?? NaN))
}

/** What the page shows against what a second client was told by the engine. */
async function expectEngineNumbers(page: Page, summary: RunSummary): Promise<void> {
  const shown = (name: string): Promise<string | null> => page.getByTestId(`summary-${name}`).textContent()
  for (const outcome of OUTCOMES) expect(await shown(outcome), outcome).toBe(formatCount(summary.tasks[outcome]))
  expect(await shown('submitted')).toBe(formatCount(summary.tasks.submitted))
  expect(await shown('makespan')).toBe(formatDuration(summary.makespanMs))
  expect(await shown('maxQueueDepth')).toBe(formatCount(summary.maxQueueDepth))
  expect(await shown('inversions')).toBe(formatCount(summary.inversions))
  expect(await shown('wait-p95')).toBe(formatDuration(summary.waitMs.p95))
  expect(await shown('run-p95')).toBe(formatDuration(summary.runMs.p95))
  expect(await shown('transfer-p95')).toBe(formatDuration(summary.transferMs.p95))
}
