import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setInterval } from 'node:timers/promises'
import type { Page } from 'playwright'
import type { Row } from '../suite.ts'
import type { Effort } from './effort.ts'
import { frameRow } from './frame-row.ts'
import { longRunFile } from './long-run.ts'
import type { Seen } from './page/probe.ts'
import { startServe } from './processes.ts'
import { openWindow } from './window.ts'

const TARGET_MS = 33
const PATIENCE_MS = 60_000
/** A drag over the whole run and back, as fast as a hand moves. */
const MOVES = 120
const MOVE_EVERY_MS = 16
const SWEEPS = 2

/** Frames of the window while the time of a recorded run of a million tasks is dragged to and fro. */
export async function replayScrub(page: Page, probe: string, { rounds, recordedTasks }: Effort): Promise<Row> {
  const folder = await mkdtemp(path.join(tmpdir(), 'poolscope-bench-'))
  const server = await startServe()
  try {
    const file = path.join(folder, 'long-run.pscope')
    await writeFile(file, longRunFile(recordedTasks))
    await openWindow(page, server.url, probe)
    await openRunFile(page, file)
    await scrub(page) // compiles what is not counted
    const seen: Seen[] = []
    for (let round = 0; round < rounds; round++) {
      await page.evaluate(() => window.poolscopeProbe.restart({ batches: false }))
      await scrub(page)
      seen.push(await page.evaluate(() => window.poolscopeProbe.seen()))
    }
    const what = `a run file of ${recordedTasks.toLocaleString('en-US')} tasks dragged ${SWEEPS} times to its start and back`
    return frameRow({ id: 'replay-scrub-1m', targetMs: TARGET_MS, what, seen })
  } finally {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function openRunFile(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Recorded runs', exact: true }).click()
  await page.getByLabel('Run file', { exact: true }).setInputFiles(file)
  await page.getByText(path.basename(file), { exact: true }).waitFor({ timeout: PATIENCE_MS })
  await page.waitForFunction(() => window.poolscopeProbe.firstMarkMs !== null, null, { timeout: PATIENCE_MS })
}

/** Real input, by way of the browser's own process, at the rate of a mouse whether the window keeps up or not. */
async function scrub(page: Page): Promise<void> {
  const tape = await page.getByRole('slider', { name: 'Replay time' }).boundingBox()
  if (tape === null) throw new Error('the window shows no replay time to drag')
  const at = (move: number): [x: number, y: number] => {
    const share = 0.5 + 0.5 * Math.cos((move / MOVES) * SWEEPS * 2 * Math.PI)
    return [tape.x + 1 + share * (tape.width - 3), tape.y + tape.height / 2]
  }
  await page.mouse.move(...at(0))
  await page.mouse.down()
  let move = 0
  for await (const _ of setInterval(MOVE_EVERY_MS)) {
    await page.mouse.move(...at(++move))
    if (move >= MOVES) break
  }
  await page.mouse.up()
}
