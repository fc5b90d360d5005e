import type { Page } from 'playwright'
import type { Row } from '../suite.ts'
import { median } from '../figures.ts'
import type { Effort } from './effort.ts'
import { frameRow } from './frame-row.ts'
import type { HostReport } from './host.ts'
import type { Seen } from './page/probe.ts'
import { openHost } from './processes.ts'
import { drawFrames, openWindow, waitForCharts } from './window.ts'

const TARGET_MS = 17.5

/** Frames of the real window while it is told of 100,000 tasks a second, and no worker takes the cores from it. */
export async function replayFrame(page: Page, probe: string, { rounds, warmUpFrames, frames }: Effort): Promise<Row> {
  const host = await openHost('replay')
  try {
    await openWindow(page, host.url, probe)
    await waitForCharts(page)
    await drawFrames(page, warmUpFrames)
    const seen: Seen[] = []
    const reports: HostReport[] = []
    await host.report()
    for (let round = 0; round < rounds; round++) {
      await drawFrames(page, frames)
      seen.push(await page.evaluate(() => window.poolscopeProbe.seen()))
      reports.push(await host.report())
    }
    return rowOf(seen, reports)
  } finally {
    await host.close()
  }
}

function rowOf(seen: readonly Seen[], reports: readonly HostReport[]): Row {
  const rate = Math.round(median(reports.map(({ tasksPerSecond }) => tasksPerSecond)))
  const cores = median(reports.map((report) => report.cores))
  const what = `${rate.toLocaleString('en-US')} tasks/s from a process that takes ${Math.round(cores * 100)}% of a core`
  return frameRow({ id: 'app-replay-frame', targetMs: TARGET_MS, what, seen })
}
