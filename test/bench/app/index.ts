import { APP_PARTS, build } from '../../build.ts'
import type { Row, Suite } from '../suite.ts'
import { openBrowser, withPage } from '../web/browser.ts'
import { bundle } from '../web/bundle.ts'
import { busyFrame } from './busy-frame.ts'
import { full, QUICK } from './effort.ts'
import { eventToPixel } from './event-to-pixel.ts'
import { firstLoad } from './first-load.ts'
import { replayFrame } from './replay-frame.ts'
import { replayScrub } from './replay-scrub.ts'
import { serveStart } from './serve-start.ts'

/** The window as users have it, in a headless browser: frames, delays, size and start. */
export const app: Suite = {
  name: 'app',
  async run({ quick, rounds: wanted, say }) {
    if (!(await build(APP_PARTS, { ifStale: true, say }))) throw new Error('the app could not be built')
    const effort = quick ? QUICK : full(wanted)
    const { script } = await bundle('test/bench/app/page/probe.ts', 'iife')
    const browser = await openBrowser(say)
    try {
      const rows: Row[] = []
      const measure = async (what: string, row: () => Promise<Row>): Promise<void> => {
        say(`app: ${what}`)
        rows.push(await row())
      }
      await measure('100,000 tasks/s, replayed', () => withPage(browser, (page) => replayFrame(page, script, effort)))
      await measure('a million tasks, scrubbed', () => withPage(browser, (page) => replayScrub(page, script, effort)))
      await measure('both cores busy', () => withPage(browser, (page) => busyFrame(page, script, effort)))
      await measure('from task end to pixel', () => withPage(browser, (page) => eventToPixel(page, script, effort)))
      await measure('what the window loads', () => withPage(browser, (page) => firstLoad(page, script)))
      await measure('from "serve" to the first chart', () => serveStart(browser, script, effort))
      return rows
    } finally {
      await browser.close()
    }
  },
}
