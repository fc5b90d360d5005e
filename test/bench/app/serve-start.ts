import type { Browser, Page } from 'playwright'
import type { Row } from '../suite.ts'
import { withPage } from '../web/browser.ts'
import { median, spread } from '../figures.ts'
import type { Effort } from './effort.ts'
import { startServe } from './processes.ts'
import { openWindow } from './window.ts'

const TARGET_MS = 1_500
const PATIENCE_MS = 30_000

interface Start {
  /** All since the command was given. */
  readonly urlMs: number
  readonly windowMs: number
  readonly chartMs: number
}

/**
 * From the command to the first mark on a chart: `poolscope serve` says where it is, a browser that runs already opens
 * it, and the preset that is chosen is run as soon as the window can. A first start, not counted, warms the disk.
 */
export async function serveStart(browser: Browser, probe: string, { rounds, warmStart }: Effort): Promise<Row> {
  const starts: Start[] = []
  if (warmStart) await withPage(browser, (page) => startOnce(page, probe))
  for (let round = 0; round < rounds; round++) starts.push(await withPage(browser, (page) => startOnce(page, probe)))
  const chartMs = median(starts.map((start) => start.chartMs))
  return {
    id: 'serve-start',
    unit: 'ms',
    ours: Math.round(chartMs),
    bestPeer: null,
    peer: null,
    ratio: null,
    target: `<= ${TARGET_MS} ms`,
    met: chartMs <= TARGET_MS,
    note:
      `median from the command to the first mark on a chart, with a click on Run; ` +
      `${spread(starts.map((start) => start.chartMs))}; URL after ${part(starts, 'urlMs')}, ` +
      `window after ${part(starts, 'windowMs')}; browser running, second start on`,
  }
}

const part = (starts: readonly Start[], name: keyof Start): string => `${Math.round(median(starts.map((start) => start[name])))} ms`

async function startOnce(page: Page, probe: string): Promise<Start> {
  const startMs = performance.now()
  const server = await startServe()
  try {
    const urlMs = performance.now() - startMs
    await openWindow(page, server.url, probe)
    const windowMs = performance.now() - startMs
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.waitForFunction(() => window.poolscopeProbe.firstMarkMs !== null, null, { timeout: PATIENCE_MS })
    return { urlMs, windowMs, chartMs: performance.now() - startMs }
  } finally {
    await server.close()
  }
}
