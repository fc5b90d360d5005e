import { describe, expect, it } from 'vitest'
import { NO_WORKER, OUTCOMES } from '../../../workloads/contract/index.ts'
import { lanesOf } from '../../../renderer/charts/lanes.ts'
import { durationPowersAxis } from '../../../renderer/charts/latency-chart.tsx'
import { DurationCounts, latencyKeeper, LOWEST_POWER, PER_DECADE, rowsEndedIn } from '../../../renderer/charts/latency.ts'
import { selectedRange, selectedTask } from '../../../renderer/charts/selected.ts'
import { SlotPacker } from '../../../renderer/charts/slots.ts'
import { countRows, taskIndex } from '../../../renderer/charts/start-index.ts'
import { taskColorer } from '../../../renderer/charts/task-colors.ts'
import { EndedCounts, rateBins } from '../../../renderer/charts/throughput.ts'
import { timeScale } from '../../../renderer/charts/time-scale.ts'
import { taskRowAt, tasksRunningAt } from '../../../renderer/charts/timeline-probe.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { ViewStore } from '../../../renderer/stores/view-store.ts'
import { batch } from './batches.ts'
import { workerInfo } from './workers.ts'

const ERROR = OUTCOMES.indexOf('error')

/** 10 ms wait, 1 ms transfer in, run, 2 ms transfer out. */
const task = (id: number, startedMs: number, runMs: number, given: { worker?: number; outcome?: number; kind?: number } = {}) => ({
  id,
  submittedMs: startedMs - 11,
  dispatchedMs: startedMs - 1,
  startedMs,
  finishedMs: startedMs + runMs,
  receivedMs: startedMs + runMs + 2,
  worker: 0,
  ...given,
})

function runWith(tasks: readonly ReturnType<typeof task>[], atMs = 1000): RunModel {
  const run = new RunModel()
  run.apply(batch(0, { atMs, state: 'finished', workers: [workerInfo(0), workerInfo(1)] }, { tasks }))
  return run
}

describe('rows in a part of the time', () => {
  it('are found by their ends and starts, however long one of them is', () => {
    const short = Array.from({ length: 5000 }, (_, id) => task(id, 20 + id, 0.5))
    const run = runWith([...short, task(5000, 30, 9000)], 10_000)
    const rows = taskIndex().rows(run, 1000, 1010)
    const seen = rows.flatMap(([first, end]) => Array.from({ length: end - first }, (_, i) => first + i))
    const wanted = [...short, task(5000, 30, 9000)].flatMap(({ dispatchedMs, receivedMs }, row) =>
      receivedMs >= 1000 && dispatchedMs < 1010 ? [row] : [],
    )
    for (const row of wanted) expect(seen).toContain(row)
    expect(countRows(rows)).toBeLessThan(2500)
    expect(taskIndex().rows(run, 9500, 9600)).toEqual([])
  })

  it('know how many tasks run at a time', () => {
    const run = runWith([task(0, 20, 10), task(1, 25, 50, { worker: 1 })])
    const at = (ms: number) => tasksRunningAt({ run, tasks: taskIndex() }, ms)
    expect([10, 22, 27, 40, 80].map(at)).toEqual([0, 1, 2, 1, 0])
  })
})

describe('a selected task', () => {
  it('is the one whose bar is under the pointer, in its lane', () => {
    const run = runWith([task(0, 20, 10), task(1, 25, 50, { worker: 1 })], 100)
    const slots = new SlotPacker()
    slots.update(run)
    const lanes = lanesOf(run, (worker) => slots.slotsOf(worker))
    const timeline = { run, lanes, slots, time: timeScale(run, new ViewStore(() => undefined)), tasks: taskIndex() }
    const at = (x: number, yPx: number) => taskRowAt(timeline, { x, y: 0, xPx: x, yPx, width: 100, height: 40, pointed: true })
    expect([at(27, 10), at(27, 30), at(60, 10)]).toEqual([0, 1, null])
  })

  it('is told with its times and what lies between them', () => {
    const run = runWith([task(7, 20, 10, { outcome: ERROR })])
    expect(selectedTask(run, 0)).toMatchObject({
      title: 'Task 7 · spin',
      worker: 'thread 1',
      outcome: 'failed',
      submittedMs: 9,
      receivedMs: 32,
      waitMs: 10,
      transferInMs: 1,
      runMs: 10,
      transferOutMs: 2,
    })
    expect(selectedTask(run, 1)).toBeNull()
  })
})

describe('latency', () => {
  it('counts durations in steps of a logarithm, also the shortest and longest', () => {
    const durations = new DurationCounts()
    for (const ms of [0, -1, 1, 1.1, 10, 1e12]) durations.add(ms)
    const bucketOf = (ms: number) => Math.floor((Math.log10(ms) - LOWEST_POWER) * PER_DECADE)
    expect(durations.counts[0]).toBe(2)
    expect(durations.counts[bucketOf(1)]).toBe(2)
    expect(durations.counts[bucketOf(10)]).toBe(1)
    expect(durations.counts.at(-1)).toBe(1)
    expect(durations.count).toBe(6)
  })

  it('leaves out what the summary leaves out: tasks without a worker, runs that were cut off', () => {
    const lost = OUTCOMES.indexOf('lost')
    const run = runWith([task(0, 20, 4), task(1, 30, 4, { worker: NO_WORKER }), task(2, 40, 4, { outcome: lost })])
    const latency = latencyKeeper(run)(null)
    expect([latency.wait.count, latency.run.count]).toEqual([2, 1])
    expect(latency.run.percentiles.p95).toBeCloseTo(4, 1)
  })

  it('adds what comes, starts anew when time goes back, and tells of a range', () => {
    const run = new RunModel()
    run.apply(batch(0, { atMs: 50 }, { tasks: [task(0, 20, 4)] }))
    const keep = latencyKeeper(run)
    expect(keep(null).run.count).toBe(1)
    run.apply(batch(1, { atMs: 100 }, { tasks: [task(1, 60, 8), task(2, 80, 16)] }))
    expect(keep(null).run.count).toBe(3)
    expect(keep({ fromMs: 65, toMs: 90 }).run.count).toBe(1)
    expect(rowsEndedIn(run, { fromMs: 65, toMs: 100 })).toEqual([1, 3])
    expect(selectedRange(run, { fromMs: 65, toMs: 90 })).toMatchObject({ spanMs: 25, tasks: 1 })
    run.apply(batch(0, { atMs: 50, runId: 'next' }, { tasks: [task(0, 20, 4)] }))
    expect(keep(null).run.count).toBe(1)
  })

  it('has an axis of whole powers of ten around all durations', () => {
    const run = runWith([task(0, 20, 4)])
    const axis = durationPowersAxis(latencyKeeper(run)(null))
    expect([axis.lo, axis.hi]).toEqual([0, 3])
    expect(axis.ticks(10).map(axis.format)).toEqual(['1 ms', '10 ms', '100 ms', '1 s'])
  })
})

describe('throughput', () => {
  const tasks = [task(0, 20, 8), task(1, 40, 8, { outcome: ERROR }), task(2, 60, 8), task(3, 120, 8)]

  it('counts ended tasks by outcome in any part of the time', () => {
    const run = runWith(tasks)
    const ended = new EndedCounts()
    ended.update(run)
    ended.update(run)
    expect(ended.countIn(run, 0, 1000)).toMatchObject({ ok: 3, error: 1, lost: 0 })
    expect(ended.countIn(run, 40, 60)).toMatchObject({ ok: 0, error: 1 })
    expect(ended.countIn(run, 30, 50)).toMatchObject({ ok: 1, error: 0 })
  })

  it('has bins of a round width that stand still while the window moves', () => {
    const run = runWith(tasks, 200)
    const ended = new EndedCounts()
    ended.update(run)
    const { fromMs, binMs, perSecond } = rateBins(run, ended, 3, 193, 4)
    expect([fromMs, binMs, perSecond.length]).toEqual([0, 50, 4])
    expect(perSecond.map(({ ok, error }) => [ok, error])).toEqual([[20, 0], [20, 20], [20, 0], [0, 0]])
    expect(rateBins(run, ended, 53, 193, 3).fromMs).toBe(50)
  })
})

describe('the colour of a bar', () => {
  it('says the worker, the outcome or the kind', () => {
    const run = runWith([task(0, 20, 4, { worker: 9 }), task(1, 30, 4, { outcome: ERROR, kind: 2 })])
    const colors = (by: 'worker' | 'outcome' | 'kind') => [0, 1].map(taskColorer(run, by))
    expect(colors('worker')).toEqual([1, 0])
    expect(colors('kind')).toEqual([0, 2])
    expect(new Set(colors('outcome')).size).toBe(2)
  })
})
