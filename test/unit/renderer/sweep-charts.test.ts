import { describe, expect, it } from 'vitest'
import { describeEstimates, estimatesAxes, estimatesLegend, estimatesTable } from '../../../renderer/charts/estimates.ts'
import { estimatesPainter } from '../../../renderer/charts/estimates-painter.ts'
import { SvgContext } from '../../../renderer/charts/image/svg-context.ts'
import { rateCharts } from '../../../renderer/panels/sweep/rate-charts.ts'
import { sizeCharts, type SweepChart } from '../../../renderer/panels/sweep/size-charts.ts'
import { endWords, fitWords, rateNotes, sizeNotes, watchingSentences } from '../../../renderer/panels/sweep/sweep-words.ts'
import { arrivalFigures, sweepFigures, watchingFigures, type ArrivalMeasurement, type SweepMeasurement } from '../../../workloads/analysis/index.ts'
import type { ArrivalSweepResult, Model, SweepResult, SweepState } from '../../../workloads/contract/index.ts'

const HEAD = { preset: 'thread-pool', outcome: 'ok' as const, seed: 1, repeats: 2, machine: { cores: 2, platform: 'linux', node: '20', app: '0' } }

/** Follows the scalability law with sigma 0.05, nearly. */
const runsAs = (as: Model, sizes: readonly number[], kappa = 0): SweepMeasurement[] =>
  sizes.flatMap((workers) =>
    [0.99, 1.01].map((factor) => ({
      ...{ as, workers, wholeThroughput: 1, steadyThroughput: (factor * 100 * workers) / (1 + 0.05 * (workers - 1) + kappa * workers * (workers - 1)) },
      ...{ p95Ms: 200 / workers, cpuMs: 50, peakMemoryBytes: null, failedTasks: 1 },
    })),
  )

const sizes = (...runs: SweepMeasurement[][]): SweepResult => ({ ...HEAD, warmUp: 1, ...sweepFigures(runs.flat()) })

const arrival = (rate: number, p95Ms: number, backlog = 0): ArrivalMeasurement => ({
  ...{ rate, arrivalRate: rate, throughput: rate, backlog, p50Ms: p95Ms / 2, p95Ms, meanWaitMs: 1, meanDepth: 1, littleResidual: 0 },
  ...{ utilisation: 0.5, mmcWaitMs: null, mmcReason: 'it varies too little.', failedTasks: 0 },
})
const rates = (runs: readonly ArrivalMeasurement[]): ArrivalSweepResult => {
  const made = { as: 'threads', workers: 2, arrival: 'steady', seconds: 1 } as const
  return { ...HEAD, ...made, ...arrivalFigures(runs, made) }
}

const chartOf = (charts: readonly SweepChart[], id: string): SweepChart => {
  const found = charts.find((chart) => chart.id === id)
  if (found === undefined) throw new Error(`there is no chart ${id}`)
  return found
}

const NO_TEXT: TextMetrics = {
  ...{ width: 10, actualBoundingBoxAscent: 0, actualBoundingBoxDescent: 0, actualBoundingBoxLeft: 0, actualBoundingBoxRight: 0, alphabeticBaseline: 0 },
  ...{ emHeightAscent: 0, emHeightDescent: 0, fontBoundingBoxAscent: 0, fontBoundingBoxDescent: 0, hangingBaseline: 0, ideographicBaseline: 0 },
}
const PALETTE = {
  ...{ ink: 'ink', ink2: 'ink2', ink3: 'ink3', line: '', hair: '', panel: 'panel', accent: '', bad: '', warn: '', wait: '', font: '10px x', textScale: 1 },
  workers: ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'],
}

/** The chart as SVG, 100 pixels for the whole of each axis. */
function painted({ estimates }: SweepChart): string {
  const context = new SvgContext({ measure: () => NO_TEXT, png: () => ({ href: '', width: 1, height: 1 }) })
  const pen: unknown = context
  estimatesPainter(estimates)(pen as CanvasRenderingContext2D, { width: 100, height: 100, dpr: 1, palette: PALETTE, ...estimatesAxes(estimates) }, 0)
  return context.toSvg(100, 100, '')
}

describe('charts of a sweep of sizes', () => {
  const result = sizes(runsAs('threads', [1, 2, 4, 8]), runsAs('event-loop', [1]))
  const charts = sizeCharts(result)
  const throughput = chartOf(charts, 'throughput')

  it('have a series for each model, with a colour and a mark of its own', () => {
    expect(throughput.estimates.series.map(({ label, token, mark, flat, curve }) => [label, token, mark, flat, curve !== null])).toEqual([
      ['threads', 'w0', 'circle', false, true],
      ['event loop', 'w2', 'diamond', true, false],
    ])
    expect(estimatesLegend(throughput.estimates).map(({ label, mark }) => [label, mark])).toEqual([['threads', 'circle'], ['event loop', 'diamond']])
    expect(estimatesLegend(chartOf(sizeCharts(sizes(runsAs('threads', [1, 2]))), 'throughput').estimates)).toEqual([])
  })

  it('draw the scalability law where it fits, and only for throughput', () => {
    const [threads] = throughput.estimates.series
    expect(threads?.curve?.(4)).toBeCloseTo(400 / 1.15, 0)
    expect(chartOf(charts, 'latency').estimates.series[0]?.curve).toBeNull()
    expect(sizeCharts(sizes(runsAs('threads', [1, 2])))[0]?.estimates.series[0]?.curve).toBeNull()
  })

  it('mark the predicted peak of each curve, and of one beyond what was measured where it lies', () => {
    // √(0.95 / 0.038) is 5, √(0.95 / 0.0042) is 15.
    const result = sizes(runsAs('threads', [1, 2, 4, 8], 0.038), runsAs('processes', [1, 2, 4, 8], 0.0042))
    const chart = chartOf(sizeCharts(result), 'throughput')
    const [near, far] = ['predicted peak: about 5 threads', 'predicted peak, not measured: about 15 processes']
    const svg = painted(chart)
    expect(svg).toContain('>peak: about 5 threads</text>')
    expect(svg).toContain('>peak beyond: about 15 processes →</text>')
    expect(svg.match(/stroke="w0"[^>]*stroke-dasharray="2 3"/g)).toHaveLength(1)
    expect(svg).not.toMatch(/stroke="w1"[^>]*stroke-dasharray="2 3"/)
    expect(estimatesTable(chart.estimates, 'Throughput').rows.filter(([name = '']) => name.includes('peak'))).toEqual([
      [near, expect.stringMatching(/ \/s$/), '–', '–', '–'],
      [far, expect.stringMatching(/ \/s$/), '–', '–', '–'],
    ])
    expect(describeEstimates(chart.estimates, 'Throughput')).toMatch(new RegExp(`for 8 threads, ${near}; .*, ${far}$`))
    // A curve without a peak has no mark, nor has a chart without a curve.
    for (const one of [throughput, chartOf(sizeCharts(result), 'latency')]) expect(painted(one)).not.toContain('peak')
  })

  it('mark the point that is recommended', () => {
    const chosen = charts[0]?.estimates.series.flatMap(({ points }) => points.filter(({ chosen }) => chosen).map(({ name }) => name))
    expect(chosen).toEqual(['8 threads'])
  })

  it('begin at 0 and hold the ends of all intervals; ticks are whole workers', () => {
    const { x, y } = estimatesAxes(throughput.estimates)
    const top = Math.max(...result.points.map(({ throughput: { high } }) => high ?? 0))
    expect([x.lo, y.lo, y.hi > top, x.hi > 8]).toEqual([0, 0, true, true])
    expect(x.ticks(3)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('leave out the end of an interval that is many times as long as all else is high', () => {
    const wild = sizes(runsAs('threads', [1, 2]).map((run, i) => ({ ...run, p95Ms: i % 2 === 0 ? 10 : 190 })))
    const { y } = estimatesAxes(chartOf(sizeCharts(wild), 'latency').estimates)
    expect([wild.points[0]?.intervals.p95Ms?.high ?? 0, y.hi]).toEqual([expect.closeTo(1243.6, 0), 250])
  })

  it('are painted: intervals with caps, marks of each shape, a ring around the recommended', () => {
    const svg = painted(throughput)
    expect(svg.match(/stroke="ink"/g)).toHaveLength(1)
    expect(svg.match(/fill="w0"/g)).toHaveLength(4)
    expect(svg.match(/fill="w2"/g)).toHaveLength(1)
    expect(svg).toMatch(/stroke="w2"[^>]*stroke-dasharray="2 4"/)
    expect(svg).not.toMatch(/NaN|d="L/)
  })

  it('are read as a table and in words', () => {
    expect(estimatesTable(chartOf(charts, 'latency').estimates, 'Latency')).toEqual({
      caption: 'Latency: means of the repeats with their 95% confidence intervals',
      columns: ['Workers', 'Mean', 'From', 'To', 'Runs'],
      rows: [
        ['1 thread', '200 ms', '200 ms', '200 ms', '2'],
        ['2 threads', '100 ms', '100 ms', '100 ms', '2'],
        ['4 threads', '50.0 ms', '50.0 ms', '50.0 ms', '2'],
        ['8 threads', '25.0 ms', '25.0 ms', '25.0 ms', '2'],
        ['the event loop', '200 ms', '200 ms', '200 ms', '2'],
      ],
    })
    expect(describeEstimates(chartOf(charts, 'latency').estimates, 'Latency')).toBe(
      'Latency: threads from 200 ms for 1 thread to 25.0 ms for 8 threads; event loop 200 ms for the event loop',
    )
    // Nothing was measured of it: no row, and no point.
    expect(estimatesTable(chartOf(charts, 'memory').estimates, 'Memory').rows).toEqual([])
    expect(describeEstimates(chartOf(charts, 'memory').estimates, 'Memory')).toBe('Memory: nothing measured yet')
  })

  it('say what one must know to read them', () => {
    expect(sizeNotes(result)).toEqual([expect.stringMatching(/running pools/), '10 tasks did not end well, and count as done.'])
    expect(fitWords(result.fits[0] ?? { as: 'threads', fit: null, reason: '' })).toMatchObject({ title: 'threads', figures: expect.stringMatching(/^sigma 0\.05 \(.*kappa/) })
    expect(fitWords({ as: 'serial', fit: null, reason: 'Too few.' })).toEqual({ title: 'serial', figures: 'no curve', text: 'Too few.' })
  })
})

describe('charts of a sweep of arrival rates', () => {
  const result = rates([10, 20, 30, 40, 50, 60].map((rate) => arrival(rate, rate < 50 ? 10 + rate / 10 : rate * 8, rate < 60 ? 0 : 50)))

  it('mark the knee, and from where the queue grows without end', () => {
    expect(result).toMatchObject({ knee: 40, saturated: 60 })
    const latency = chartOf(rateCharts(result), 'latency')
    expect(latency.estimates.verticals).toEqual([{ x: 40, label: 'knee' }, { x: 60, label: 'falls behind' }])
    const svg = painted(latency)
    const [knee, behind] = ['knee', 'falls behind'].map((label) => new RegExp(`<text[^>]* y="([\\d.]+)"[^>]*>${label}</text>`).exec(svg)?.[1])
    // Near each other, and neither on the other.
    expect(Number(behind)).toBeGreaterThan(Number(knee) + 10)
    expect(latency.estimates.series.map(({ label, points }) => [label, points.length])).toEqual([['p95', 6], ['median', 6]])
  })

  it('have no prediction where its assumptions do not hold, and say so', () => {
    expect(chartOf(rateCharts(result), 'wait')).toMatchObject({ note: 'no M/M/c: see below', estimates: { series: [{ label: 'measured' }] } })
    expect(rateNotes(result)).toEqual([
      expect.stringMatching(/^Knee at 40\.0 \/s/),
      expect.stringMatching(/^From 60\.0 \/s on tasks arrive faster/),
      expect.stringMatching(/due/),
      'M/M/c predicts no wait at 6 rates: its assumptions do not hold, at 10.0 /s because it varies too little.',
    ])
  })
})

describe('words of a sweep', () => {
  const state = (change: Partial<SweepState>): SweepState => ({
    ...{ id: 'a', title: 'a', startedAt: '', progress: null, recommended: null, problem: null },
    request: { kind: 'watching', preset: 'a', params: {}, repeats: 1 },
    measured: { kind: 'sizes', result: sizes(runsAs('threads', [1])) },
    ...change,
  })

  it('say how it ended, where that was not well', () => {
    const stopped = { kind: 'sizes', result: { ...sizes(runsAs('threads', [1])), outcome: 'stopped' } } as const
    expect(endWords(state({}))).toBe('')
    expect(endWords(state({ measured: stopped, problem: 'It was not kept.' }))).toBe('Stopped: this is what was measured until then. It was not kept.')
    expect(endWords(state({ measured: stopped, progress: { done: 0, total: 1, leftMs: null, what: '' } }))).toBe('')
  })

  it('say what watching costs, with its interval', () => {
    const cost = watchingFigures([{ onMs: 110, offMs: 100 }, { onMs: 112, offMs: 100 }])
    expect(cost === null ? [] : watchingSentences(cost)).toEqual([
      'A run takes 100 ms unwatched and 111 ms watched: +11.0 ms (+11.0%). The 95% interval is −1.71 ms to +23.7 ms (−1.7% to +23.7%).',
      'No clear difference: the interval includes 0. More repeats or longer runs may show one.',
    ])
  })
})
