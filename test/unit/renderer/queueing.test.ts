import { describe, expect, it } from 'vitest'
import { queueWindow, type QueueInput, type QueueWindow } from '../../../workloads/analysis/index.ts'
import { Queueing } from '../../../renderer/charts/queueing/queueing.ts'
import { littleWords, mmcWords } from '../../../renderer/panels/queueing/queueing-words.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts } from './batches.ts'
import { workerInfo } from './workers.ts'

/** A generator with a seed, for gaps and run times of an exponential distribution. */
function exponential(seed: number): (mean: number) => number {
  let state = seed
  return (mean) => {
    state = (state * 48_271) % 2_147_483_647
    return -mean * Math.log(state / 2_147_483_647)
  }
}

const WORKERS = [workerInfo(0, { readyMs: 0 }), workerInfo(1, { readyMs: 0 })]

/** A queue in front of two workers; its run is over after the last task, or goes on at `untilMs`. */
function queueRun(tasks: number, gapMs: number, serviceMs: number, untilMs = Infinity): RunModel {
  const random = exponential(7)
  const free = [0, 0]
  const changes: { atMs: number; by: number }[] = []
  let at = 0
  const rows = Array.from({ length: tasks }, (_, id) => {
    const submittedMs = (at += random(gapMs))
    const worker = (free[0] ?? 0) <= (free[1] ?? 0) ? 0 : 1
    const startedMs = Math.max(submittedMs, free[worker] ?? 0)
    const finishedMs = startedMs + random(serviceMs)
    free[worker] = finishedMs
    changes.push({ atMs: submittedMs, by: 1 }, { atMs: startedMs, by: -1 })
    return { id, worker, submittedMs, dispatchedMs: startedMs, startedMs, finishedMs, receivedMs: finishedMs }
  }).sort((a, b) => a.receivedMs - b.receivedMs)
  let depth = 0
  const series = changes.sort((a, b) => a.atMs - b.atMs || b.by - a.by).map(({ atMs, by }) => ({ atMs, depth: (depth += by) }))
  const isOver = untilMs === Infinity
  const endMs = isOver ? (rows.at(-1)?.receivedMs ?? 0) : untilMs
  const run = new RunModel()
  run.apply(batch(0, { atMs: 0, workers: WORKERS }))
  const told = { tasks: rows.filter(({ receivedMs }) => receivedMs <= endMs), depth: series.filter(({ atMs }) => atMs <= endMs) }
  const now = told.depth.at(-1)?.depth ?? 0
  run.apply(batch(1, { atMs: endMs, state: isOver ? 'finished' : 'running', depth: now, counts: counts({ submitted: tasks }) }, told))
  return run
}

const inputOf = (run: RunModel): QueueInput => ({ tasks: run.tables.tasks, depth: run.tables.depth, workers: WORKERS })

function expectNear(window: QueueWindow, expected: QueueWindow): void {
  for (const [name, value] of Object.entries(expected) as [keyof QueueWindow, number | null][]) {
    if (value === null) expect(window[name], name).toBeNull()
    else expect(window[name], name).toBeCloseTo(value, 6)
  }
}

describe('the queue of a run in windows of time', () => {
  it.each([
    [3_000, 1],
    [3_000, 4],
    [3_000, 40],
  ])('is what each row says, whatever the width of the bins (%s tasks, one each %s ms)', (tasks, gapMs) => {
    const run = queueRun(tasks, gapMs, 1.6 * gapMs)
    const windows = new Queueing(run).windows({ fromMs: 0, toMs: run.nowMs }, 20)
    expect(windows.length).toBeGreaterThan(5)
    expect(windows.reduce((sum, { arrivals }) => sum + arrivals, 0)).toBe(tasks)
    for (const window of windows) expectNear(window, queueWindow(inputOf(run), window.fromMs, window.toMs))
  })

  it('is the same wherever a replay was before, and when rows come in pieces', () => {
    const run = queueRun(2_000, 4, 6)
    const queueing = new Queueing(run)
    const whole = queueing.windows({ fromMs: 0, toMs: run.nowMs }, 20)
    const endMs = run.nowMs
    for (const share of [0.3, 0.9, 0.1, 1]) {
      run.seek(share * endMs)
      queueing.windows({ fromMs: 0, toMs: endMs }, 20)
    }
    queueing.windows({ fromMs: 0, toMs: endMs }, 20).forEach((window, at) => expectNear(window, whole[at] ?? window))
  })

  it('tells nothing of windows in which tasks may still wait', () => {
    const run = queueRun(2_000, 4, 12, 3_000) // ever more wait
    const queueing = new Queueing(run)
    const { settledMs } = queueing
    expect(settledMs).toBeLessThan(2_500)
    const windows = queueing.windows({ fromMs: 0, toMs: 3_000 }, 30)
    expect(windows.length).toBeGreaterThan(5)
    expect(windows.at(-1)?.toMs).toBeLessThanOrEqual(settledMs)
    expect(queueing.total(null)?.toMs).toBeLessThan(settledMs + 10)
  })

  it('starts anew with another run', () => {
    const run = queueRun(500, 2, 3)
    const queueing = new Queueing(run)
    queueing.windows({ fromMs: 0, toMs: run.nowMs }, 10)
    run.apply(batch(0, { runId: 'other', atMs: 0, workers: WORKERS }))
    run.apply(batch(1, { runId: 'other', atMs: 100, state: 'finished' }, { tasks: [{ submittedMs: 1, dispatchedMs: 2, startedMs: 2, finishedMs: 3, receivedMs: 4 }] }))
    expect(queueing.windows({ fromMs: 0, toMs: 100 }, 1)).toMatchObject([{ arrivals: 1, meanWaitMs: 1 }])
  })
})

describe('what is said of it', () => {
  it('M/M/c is offered for such a queue, near to what was measured, and for a selected part of it', () => {
    const run = queueRun(6_000, 4, 5.6)
    const queueing = new Queueing(run)
    const { prediction, servers } = queueing.prediction(null)
    expect(servers).toBe(2)
    expect(prediction?.meanDepth).toBeGreaterThan(0.5 * (queueing.total(null)?.meanDepth ?? 0))
    expect(prediction?.meanDepth).toBeLessThan(2 * (queueing.total(null)?.meanDepth ?? 0))
    expect(queueing.prediction({ fromMs: 0, toMs: 100 }).reason).toMatch(/at least 100 tasks/)
  })

  it('in words', () => {
    const run = queueRun(3_000, 4, 5.6)
    const queueing = new Queueing(run)
    const total = queueing.total(null)
    if (total === null) throw new Error('there is a total')
    expect(littleWords(total)).toMatch(/^Little’s law holds, L = λW: λW is [\d.]+, and the queue was [\d.]+ deep/)
    expect(littleWords({ ...total, residual: -0.3 })).toMatch(/leaves 30.0 %: .* count on one side only/)
    expect(littleWords({ ...total, expectedDepth: null, residual: null })).toMatch(/no task arrived/)
    expect(mmcWords({ prediction: null, servers: null, reason: 'all tasks arrive at once.' }, total)).toBe('Not offered: all tasks arrive at once.')
    expect(mmcWords(queueing.prediction(null), total)).toMatch(/^Predicts a mean wait of .* \(measured: .*\) and a mean depth of/)
  })
})
