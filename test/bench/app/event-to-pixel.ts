import type { Page } from 'playwright'
import type { Row } from '../suite.ts'
import { median, spread } from '../figures.ts'
import { p95, rounded } from '../web/figures.ts'
import { pageClock, type ClockOffset } from './clock.ts'
import type { Effort } from './effort.ts'
import type { PaintedTasks } from './page/probe.ts'
import { openHost } from './processes.ts'
import { drawFrames, openWindow, paintBatches, runThreadPool, waitForCharts } from './window.ts'

const TARGET_MS = 100
/** A second's, where the host sends one every 33 ms. */
const ROUND_BATCHES = 30
const RUN = {
  choices: { Task: 'spin', Arrival: 'steady' },
  numbers: { Workers: 2, Tasks: 60_000, Duration: 0.2, Rate: 1_000, Seed: 7 },
}

/**
 * From the time at which the host had a task's result to the end of the frame that shows it, at 1,000 tasks a second.
 * The host stamps by the machine's monotonic clock; the page's clock is compared with that before and after.
 */
export async function eventToPixel(page: Page, probe: string, { rounds, warmUpFrames }: Effort): Promise<Row> {
  const host = await openHost('session')
  try {
    await openWindow(page, host.url, probe)
    const before = await pageClock(page)
    await runThreadPool(page, RUN)
    await waitForCharts(page)
    await drawFrames(page, warmUpFrames)
    const seen: PaintedTasks[] = []
    for (let round = 0; round < rounds; round++) {
      await paintBatches(page, ROUND_BATCHES)
      seen.push(await page.evaluate(() => window.poolscopeProbe.tasks()))
    }
    const { runStartMs } = await host.report()
    if (runStartMs === null) throw new Error('the host sent no batch of the run')
    const after = await pageClock(page)
    const clock = before.errorMs < after.errorMs ? before : after
    return rowOf(seen, runStartMs, clock, Math.abs(before.offsetMs - after.offsetMs))
  } finally {
    await host.close()
  }
}

function rowOf(seen: readonly PaintedTasks[], runStartMs: number, clock: ClockOffset, driftMs: number): Row {
  const sinceReceived = ({ receivedMs }: PaintedTasks, pageMs: readonly number[]): number[] =>
    pageMs.map((ms, row) => ms + clock.offsetMs - runStartMs - (receivedMs[row] ?? 0))
  const rounds = seen.map((tasks) => sinceReceived(tasks, tasks.paintedMs))
  const latencies = rounds.flat()
  const arrivals = seen.flatMap((tasks) => sinceReceived(tasks, tasks.arrivedMs))
  const latencyMs = p95(latencies)
  return {
    id: 'event-to-pixel',
    unit: 'ms',
    ours: rounded(latencyMs),
    bestPeer: null,
    peer: null,
    ratio: null,
    target: `<= ${TARGET_MS} ms`,
    met: latencyMs <= TARGET_MS,
    note:
      `p95 from a result's receivedMs to the main thread's paint of the frame with its mark, ${latencies.length} tasks; p95 ` +
      `${spread(rounds.map((round) => p95(round)))}; p50 ${median(latencies).toFixed(1)}, ` +
      `max ${Math.max(...latencies).toFixed(1)}; batch in the page p95 ${p95(arrivals).toFixed(1)}; ` +
      `clocks compared to ±${clock.errorMs.toFixed(2)} ms, drift ${driftMs.toFixed(2)} ms`,
  }
}
