import { setInterval } from 'node:timers/promises'
import type { Page } from 'playwright'
import type { Row } from '../suite.ts'
import { median, spread } from '../figures.ts'
import { droppedFrames, p95, rounded } from '../web/figures.ts'
import type { Effort } from './effort.ts'
import type { Seen } from './page/probe.ts'
import { startServe } from './processes.ts'
import { drawFrames, isRunning, openWindow, runThreadPool, waitForCharts } from './window.ts'

const FRAME_TARGET_MS = 33
const INPUT_TARGET_MS = 100
const INPUTS = 36
/** At this rate, whether the window keeps up or not: one that waited for the last answer would measure fewer long ones. */
const INPUT_EVERY_MS = 40
/** More than the longest bench takes; the run is stopped when the window is closed. */
const RUN = { numbers: { Workers: 2, Tasks: 60_000, Duration: 1, Seed: 7 } }

/** Frames and inputs of the window while two threads take both cores: `poolscope serve` as users start it. */
export async function busyFrame(page: Page, probe: string, { rounds, warmUpFrames }: Effort): Promise<Row> {
  const server = await startServe()
  try {
    await openWindow(page, server.url, probe)
    await runThreadPool(page, RUN)
    await waitForCharts(page)
    await drawFrames(page, warmUpFrames)
    const seen: Seen[] = []
    for (let round = 0; round < rounds; round++) {
      await page.evaluate(() => window.poolscopeProbe.restart({ batches: false }))
      await useTheMouse(page)
      seen.push(await page.evaluate(() => window.poolscopeProbe.seen()))
    }
    if (!(await isRunning(page))) throw new Error('the run ended before the frames were measured')
    return rowOf(seen)
  } finally {
    await server.close()
  }
}

/** Real input, by way of the browser's own process: across the charts, and a click on a tab from time to time. */
async function useTheMouse(page: Page): Promise<void> {
  const area = await page.getByRole('main', { name: 'Run' }).boundingBox()
  const tabs = await Promise.all(
    ['Workers', 'Log'].map((name) => page.getByRole('tab', { name, exact: true }).boundingBox()),
  )
  if (area === null || tabs.includes(null)) throw new Error('the window shows no charts or no tabs to use')
  let step = 0
  for await (const _ of setInterval(INPUT_EVERY_MS)) {
    const tab = tabs[step % 2]
    if (step % 5 === 0 && tab != null) await page.mouse.click(tab.x + tab.width / 2, tab.y + tab.height / 2)
    else await page.mouse.move(area.x + area.width * share(step, 0.618), area.y + area.height * share(step, 0.414))
    if (++step >= INPUTS) break
  }
}

/** Evenly spread over the unit interval. */
const share = (step: number, stride: number): number => (step * stride) % 1

function rowOf(seen: readonly Seen[]): Row {
  const intervals = seen.flatMap(({ intervalsMs }) => intervalsMs)
  const toPaint = seen.flatMap(({ inputToPaintMs }) => inputToPaintMs)
  const toHandler = seen.flatMap(({ inputToHandlerMs }) => inputToHandlerMs)
  const [frameMs, inputMs] = [median(intervals), p95(toPaint)]
  return {
    id: 'app-busy-frame',
    unit: 'ms',
    ours: rounded(frameMs),
    bestPeer: null,
    peer: null,
    ratio: null,
    target: `<= ${FRAME_TARGET_MS} ms, input <= ${INPUT_TARGET_MS} ms`,
    met: frameMs <= FRAME_TARGET_MS && inputMs <= INPUT_TARGET_MS,
    note:
      `p50 of requestAnimationFrame intervals, ${Math.max(...seen.map(({ canvases }) => canvases))} canvases, 2 threads of ` +
      `1 ms CPU tasks; p50 ${spread(seen.map(({ intervalsMs }) => median(intervalsMs)))}; ` +
      `p95 ${p95(intervals).toFixed(1)}, max ${Math.max(...intervals).toFixed(1)}, ${droppedFrames(intervals)} of ` +
      `${intervals.length + droppedFrames(intervals)} frames dropped; input (${toPaint.length} mouse moves and clicks, ` +
      `from the event's timeStamp to the paint of the next frame): p95 ${inputMs.toFixed(1)}, ` +
      `p50 ${median(toPaint).toFixed(1)}; to its handler p95 ${p95(toHandler).toFixed(1)}`,
  }
}
