import { describe, expect, it } from 'vitest'
import { steadyThroughput, sweepFigures, type SweepMeasurement } from '#engine/analysis/index.js'
import { runOf, times, worker } from '../insights-run.ts'

const run = (workers: number, throughput: number, rest: Partial<SweepMeasurement> = {}): SweepMeasurement => ({
  ...{ as: 'threads', workers, wholeThroughput: throughput * 0.9, steadyThroughput: throughput },
  ...{ p95Ms: 10, cpuMs: 100, peakMemoryBytes: 1000, failedTasks: 0, ...rest },
})

describe('steady throughput', () => {
  /** Two workers, ready at 100 and 130 ms; tasks of 10 ms, handed out as a worker gets free. */
  const tasks = times(20, (i) => {
    const started = (i % 2 === 0 ? 100 : 130) + Math.floor(i / 2) * 10
    return { worker: i % 2, times: [0, started, started, started + 10, started + 10] as const }
  })
  const workers = [worker(0, { readyMs: 100 }), worker(1, { readyMs: 130 })]

  it('counts from when all workers are ready until the last task is handed out', () => {
    const { tables } = runOf({ tasks })
    // From 130 to 220 ms: results of the first at 140 ... 200, of the second at 140 ... 220.
    expect(steadyThroughput(tables.tasks, workers)).toBeCloseTo((7 + 9) / 0.09, 6)
  })

  it('is until the last result on an event loop', () => {
    const { tables } = runOf({ tasks: times(10, (i) => ({ times: [0, 20, 20, 30 + i * 10, 30 + i * 10] as const })) })
    expect(steadyThroughput(tables.tasks, [worker(0, { kind: 'event-loop', readyMs: 20 })])).toBeCloseTo(10 / 0.1, 6)
  })

  it('is none where most tasks were done before the last worker was ready', () => {
    const { tables } = runOf({ tasks })
    expect(steadyThroughput(tables.tasks, [worker(0, { readyMs: 100 }), worker(1, { readyMs: 190 })])).toBeNull()
    expect(steadyThroughput(runOf({}).tables.tasks, workers)).toBeNull()
  })
})

describe('the figures of a sweep', () => {
  it('are those of its repeats: mean, interval by Student, mean of p95 and CPU time, most memory', () => {
    const runs = [run(1, 100), run(1, 104, { p95Ms: 14, cpuMs: 110, peakMemoryBytes: 3000, failedTasks: 2 }), run(1, 108, { p95Ms: 12, cpuMs: 120 })]
    const [point] = sweepFigures(runs).points
    expect(point).toMatchObject({ as: 'threads', workers: 1, runs: 3, p95Ms: 12, cpuMs: 110, maxRssBytes: 3000, failedTasks: 2 })
    // 104 ± t(0.975; 2) * 4 / √3 = 4.302652729749462 * 2.309401076758503
    expect(point?.intervals.p95Ms).toEqual({ mean: 12, low: expect.closeTo(12 - 4.968275, 5), high: expect.closeTo(12 + 4.968275, 5) })
    expect(point?.intervals.peakMemoryBytes?.mean).toBeCloseTo(5000 / 3, 6)
    expect(point?.throughput.mean).toBeCloseTo(104, 9)
    expect(point?.throughput.low).toBeCloseTo(104 - 9.936550, 5)
    expect(point?.throughput.high).toBeCloseTo(104 + 9.936550, 5)
  })

  it('are of the whole runs where one was too short to have a steady part', () => {
    const runs = [run(1, 100), run(2, 200, { steadyThroughput: null })]
    expect(sweepFigures(runs)).toMatchObject({ basis: 'whole', points: [{ throughput: { mean: 90 } }, { throughput: { mean: 180 } }] })
    expect(sweepFigures([run(1, 100)])).toMatchObject({ basis: 'steady', points: [{ throughput: { mean: 100, low: null, high: null } }] })
  })

  it('lack what was not measured in every repeat', () => {
    const [point] = sweepFigures([run(1, 100, { cpuMs: null, peakMemoryBytes: null }), run(1, 101, { peakMemoryBytes: null })]).points
    expect(point).toMatchObject({ cpuMs: null, maxRssBytes: null, intervals: { cpuMs: null, peakMemoryBytes: null } })
  })

  it('have a fit for each model, and first the one of the recommended', () => {
    const sizes = [1, 2, 4, 8, 16]
    const processes = sizes.flatMap((n) => [0.99, 1.01].map((factor) => run(n, (factor * 50 * n) / (1 + 0.02 * (n - 1)), { as: 'processes' })))
    const threads = sizes.flatMap((n) => [0.99, 1.01].map((factor) => run(n, factor * 40 * Math.min(n, 2))))
    const { recommendation, fit, fits } = sweepFigures([...threads, ...processes])
    expect(recommendation).toMatchObject({ as: 'processes', workers: 16 })
    expect(fit).toMatchObject({ as: 'processes', meaning: expect.stringContaining('2.0% of the work') })
    expect(fits.map(({ as, fit: one, reason }) => [as, one === null, reason !== null])).toEqual([
      ['threads', true, true],
      ['processes', false, false],
    ])
  })

  it('are empty without runs', () => {
    expect(sweepFigures([])).toEqual({ basis: 'whole', points: [], fit: null, fits: [], recommendation: null })
  })
})
