import type { Page } from 'playwright'
import type { BenchContext, Row, Suite } from '../suite.ts'
import { openBrowser, withPage } from '../web/browser.ts'
import { bundle } from '../web/bundle.ts'
import { median, spread } from '../figures.ts'
import { p95, rounded } from '../web/figures.ts'
import { openSite } from '../web/site.ts'
import type { ContestantName } from './page/main.ts'
import type { Measured, Round } from './page/measure.ts'

const MARKS = 10_000
const TARGET_MS = 4
/** At most this many times what uPlot takes. */
const TARGET_OF_PEER = 2

/** The chart has as many marks in the middle of a round; 8 come in each frame, before it and after. */
const ROUND: Round = { marks: MARKS, frames: 90, added: 8, warmUp: 10 }
const QUICK_ROUND: Round = { ...ROUND, frames: 10 }
/** recharts takes seconds for a frame. */
const FEW_FRAMES: Round = { ...ROUND, frames: 2, warmUp: 0 }
const QUICK_FEW_FRAMES: Round = { ...FEW_FRAMES, marks: 1_000 }

/** The completion-order chart and its peers, each drawing the same marks at the same size. */
export const charts: Suite = {
  name: 'charts',
  async run(context) {
    const site = await openSite(await bundle('test/bench/charts/page/main.ts', 'es'))
    try {
      const browser = await openBrowser(context.say)
      try {
        return await withPage(browser, async (page) => {
          await page.goto(site.url)
          await page.waitForFunction(() => window.measureChart !== undefined)
          return await measureAll(page, context)
        })
      } finally {
        await browser.close()
      }
    } finally {
      await site.close()
    }
  },
}

async function measureAll(page: Page, { quick, rounds, say }: BenchContext): Promise<Row[]> {
  const round = quick ? QUICK_ROUND : ROUND
  const [ours, uplot, blank]: [Measured[], Measured[], Measured[]] = [[], [], []]
  for (let turn = 0; turn < (quick ? 1 : rounds); turn++) {
    say(`charts: round ${turn + 1} with ${MARKS} marks`)
    ours.push(await measureOne(page, 'ours', round))
    uplot.push(await measureOne(page, 'uplot', round))
    blank.push(await measureOne(page, 'blank', round))
  }
  say('charts: recharts\' own scatter')
  const few = quick ? QUICK_FEW_FRAMES : FEW_FRAMES
  const recharts = await measureOne(page, 'recharts', few)
  return [oursRow(ours, uplot, blank), rechartsRow(ours, recharts, few)]
}

function measureOne(page: Page, name: ContestantName, round: Round): Promise<Measured> {
  return page.evaluate(async ([who, what]) => {
    if (window.measureChart === undefined) throw new Error('the page of the bench is not ready')
    return window.measureChart(who, what)
  }, [name, round] as const)
}

const SETTING = `${ROUND.added} new marks a frame, 900 x 300 px`

function oursRow(ours: readonly Measured[], uplot: readonly Measured[], blank: readonly Measured[]): Row {
  const [oursMs, uplotMs] = [p50Of(ours), p50Of(uplot)]
  return {
    id: 'chart-10k-frame',
    unit: 'ms',
    ours: rounded(oursMs),
    bestPeer: rounded(uplotMs),
    peer: 'uPlot',
    ratio: rounded(uplotMs / oursMs),
    target: `<= ${TARGET_MS} ms, <= ${TARGET_OF_PEER}x uPlot`,
    met: oursMs <= TARGET_MS && oursMs <= TARGET_OF_PEER * uplotMs,
    note:
      `main thread from a frame's start to its paint, p50; ${SETTING}; ours ${words(ours)}; uPlot ${words(uplot)}; ` +
      `a blank canvas ${p50Of(blank).toFixed(2)}`,
  }
}

function rechartsRow(ours: readonly Measured[], recharts: Measured, { marks, frames }: Round): Row {
  const [oursMs, scatterMs] = [p50Of(ours), median(recharts.costMs)]
  return {
    id: 'chart-10k-frame-recharts',
    unit: 'ms',
    ours: rounded(oursMs),
    bestPeer: rounded(scatterMs),
    peer: 'recharts ScatterChart',
    ratio: rounded(scatterMs / oursMs),
    target: 'for comparison',
    met: true,
    note: `its own scatter, ${marks} marks, ${frames} frames; ${SETTING}`,
  }
}

const p50Of = (rounds: readonly Measured[]): number => median(rounds.flatMap(({ costMs }) => costMs))

function words(rounds: readonly Measured[]): string {
  const all = (pick: (round: Measured) => readonly number[]): number[] => rounds.flatMap((round) => [...pick(round)])
  const script = median(all(({ scriptMs }) => scriptMs)).toFixed(2)
  const [cost, interval] = [all(({ costMs }) => costMs), all(({ intervalMs }) => intervalMs)].map((ms) => p95(ms).toFixed(1))
  const p50s = rounds.map(({ costMs }) => median(costMs))
  return `p50 ${spread(p50s)}, p95 ${cost ?? ''}, its script alone p50 ${script}, frame interval p95 ${interval ?? ''}`
}
