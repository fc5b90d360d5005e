import { describe, expect, it } from 'vitest'
import { DEPTH_COLUMNS, NO_WORKER, SAMPLE_COLUMNS } from '../../../workloads/contract/index.ts'
import { CpuBins } from '../../../renderer/charts/cpu-stack.ts'
import { DelayColumns } from '../../../renderer/charts/delay-columns.ts'
import { DensityGrid } from '../../../renderer/charts/density-grid.ts'
import { laneAxis, lanesOf, MAX_LANES } from '../../../renderer/charts/lanes.ts'
import { orderExtent } from '../../../renderer/charts/order-marks.ts'
import { resolveOrderMode } from '../../../renderer/charts/order-mode.ts'
import { lowerBound } from '../../../renderer/charts/rows.ts'
import { SlotPacker } from '../../../renderer/charts/slots.ts'
import { StepColumns } from '../../../renderer/charts/step-columns.ts'
import { findBar, findWait } from '../../../renderer/charts/timeline-probe.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts, tableOf } from './batches.ts'
import { workerInfo } from './workers.ts'

const worker = (index: number, kind: 'thread' | 'event-loop' = 'thread', role: 'worker' | 'server' = 'worker') =>
  workerInfo(index, { id: `${kind} ${index + 1}`, kind, role, threadId: index, readyMs: 1 })

const bar = (id: number, startedMs: number, finishedMs: number, on = 0) => ({
  id,
  worker: on,
  startedMs,
  finishedMs,
  receivedMs: finishedMs,
})

describe('queue depth cut down to pixels', () => {
  it('keeps the lowest, highest and last value of each column', () => {
    const columns = new StepColumns(4, 0, 40)
    const points: [number, number][] = [[1, 5], [2, 9], [3, 1], [9, 4], [21, 7], [40, 2]]
    columns.add(tableOf(DEPTH_COLUMNS, points.map(([atMs, depth]) => ({ atMs, depth }))), 0)
    expect([...columns.changes]).toEqual([1, 0, 1, 1])
    expect([columns.lowest[0], columns.highest[0], columns.last[0]]).toEqual([1, 9, 4])
    expect([columns.lowest[2], columns.highest[2], columns.last[2]]).toEqual([7, 7, 7])
    expect(columns.last[3]).toBe(2)
  })

  it('loses no peak of a long run, whether it came at once or in parts', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => ({ atMs: i / 10, depth: i === 54_321 ? 900 : i % 50 }))
    const table = tableOf(DEPTH_COLUMNS, rows)
    const whole = new StepColumns(700, 0, 10_000)
    whole.add(table, 0)
    const parts = new StepColumns(700, 0, 10_000)
    for (let end = 1000; end <= rows.length; end += 1000) parts.add({ ...table, length: end }, end - 1000)
    expect(Math.max(...whole.highest)).toBe(900)
    expect(parts).toEqual(whole)
  })
})

describe('CPU use in bins', () => {
  const sample = (on: number, atMs: number, cores: number) => ({ worker: on, atMs, cores })

  it('keeps the CPU time under each series, wherever samples fall', () => {
    const bins = new CpuBins(10, [0, 1000], () => 0, (index) => index)
    const samples = [sample(0, 250, 1), sample(1, 130, 0.5), sample(0, 500, 0.5), sample(1, 500, 1)]
    bins.add(tableOf(SAMPLE_COLUMNS, samples), 0)
    const cpuMs = (place: number) => bins.stack.slice(place * 10, place * 10 + 10).reduce((a, b) => a + b) * 100
    expect(cpuMs(0)).toBeCloseTo(250 + 125)
    expect(cpuMs(1)).toBeCloseTo(65 + 370)
    expect(bins.known).toBe(5)
  })

  it('reaches back to the start of a worker that came later, and keeps the app apart', () => {
    const bins = new CpuBins(10, [0, 1000], () => 400, (index) => index)
    bins.add(tableOf(SAMPLE_COLUMNS, [sample(3, 600, 1), sample(NO_WORKER, 600, 0.1)]), 0)
    expect(bins.cores(3, 3)).toBe(0)
    expect(bins.cores(3, 4)).toBeCloseTo(1)
    expect(bins.appCores(5)).toBeCloseTo(0.1)
    expect([...bins.stack].reduce((a, b) => a + b)).toBeCloseTo(2)
  })

  it('leaves out what was not measured: no dip, and for the app a gap', () => {
    const bins = new CpuBins(10, [0, 1000], () => 0, (index) => index)
    const samples = [sample(0, 200, 0.5), sample(0, 205, -1), sample(0, 400, 0.5), sample(1, 400, -1)]
    const app = [sample(NO_WORKER, 200, 0.1), sample(NO_WORKER, 300, -1)]
    bins.add(tableOf(SAMPLE_COLUMNS, [...samples, ...app, sample(0, 500, -1)]), 0)
    expect([0, 1, 2, 3].map((bin) => bins.cores(0, bin).toFixed(6))).toEqual(Array(4).fill('0.500000'))
    expect(Math.min(...bins.stack)).toBe(0)
    expect(bins.stack.subarray(10).every((cores) => cores === 0)).toBe(true)
    expect([bins.appCores(1), bins.appCores(2), bins.lastMs]).toEqual([expect.closeTo(0.1), null, 400])
  })

  it('shows the level, not a part of it, in a bin known in part', () => {
    const bins = new CpuBins(10, [0, 1000], () => 0, () => 0)
    bins.add(tableOf(SAMPLE_COLUMNS, [sample(0, 330, 0.8)]), 0)
    expect(bins.cores(0, 3)).toBeCloseTo(0.8)
  })
})

describe('marks counted into cells', () => {
  it('counts every mark inside and none outside', () => {
    const grid = new DensityGrid(10, 5)
    for (let i = 0; i < 1000; i++) grid.add(i / 1000, (i % 5) / 5, i === 7)
    grid.add(1, 0.5, false)
    grid.add(-0.01, 0.5, false)
    grid.add(Number.NaN, 0.5, false)
    expect(grid.counts.reduce((a, b) => a + b)).toBe(1000)
    expect(grid.highest).toBe(20)
    expect(grid.flags.reduce((a, b) => a + b)).toBe(1)
  })

  it('paints fuller cells more opaque, empty ones not at all, flagged ones in their colour', () => {
    const grid = new DensityGrid(3, 1)
    grid.add(0.1, 0, false)
    for (let i = 0; i < 50; i++) grid.add(0.5, 0, true)
    const pixels = grid.toPixels([1, 2, 3], [200, 100, 50])
    expect([...pixels.subarray(0, 3)]).toEqual([1, 2, 3])
    expect([...pixels.subarray(4, 7)]).toEqual([200, 100, 50])
    expect(pixels[7]).toBe(255)
    expect(pixels[3]).toBeLessThan(150)
    expect(pixels[11]).toBe(0)
  })
})

describe('loop delay cut down to pixels', () => {
  const sample = (on: number, atMs: number, loopDelayMs: number) => ({ worker: on, atMs, loopDelayMs })

  it('keeps the worst of each column, over the time that a sample speaks for', () => {
    const columns = new DelayColumns(10, 0, 1000, (index) => index === 0)
    const samples = [sample(0, 100, 3), sample(0, 350, 80), sample(1, 400, 900), sample(0, 420, 5)]
    columns.add(tableOf(SAMPLE_COLUMNS, samples), 0)
    expect([...columns.worst]).toEqual([3, 80, 80, 80, 5, -1, -1, -1, -1, -1])
    expect([columns.at(250), columns.at(700), columns.at(1000)]).toEqual([80, null, null])
  })

  it('has a gap where nothing was measured, and reaches back no farther than that', () => {
    const columns = new DelayColumns(10, 0, 10_000, () => true)
    columns.add(tableOf(SAMPLE_COLUMNS, [sample(0, 500, 2), sample(0, 1500, -1), sample(0, 9500, 4)]), 0)
    expect([...columns.worst]).toEqual([2, -1, -1, -1, -1, -1, -1, -1, 4, 4])
  })

  it('shows a loop that was late from its first turn on', () => {
    const columns = new DelayColumns(10, 0, 1000, () => true)
    columns.add(tableOf(SAMPLE_COLUMNS, [sample(0, 450, 300)]), 0)
    expect([...columns.worst]).toEqual([-1, 300, 300, 300, 300, -1, -1, -1, -1, -1])
  })
})

describe('lanes', () => {
  it('give coroutines that overlap on a loop a row each, and threads one row', () => {
    const run = new RunModel()
    run.apply(
      batch(0, { workers: [worker(0, 'event-loop'), worker(1)] }, {
        tasks: [bar(0, 0, 10), bar(1, 0, 20), bar(2, 0, 30), bar(3, 12, 40), bar(4, 5, 50, 1), bar(5, 0, 60, 1)],
      }),
    )
    const slots = new SlotPacker()
    slots.update(run)
    expect([0, 1, 2, 3, 4, 5].map((row) => slots.slotOf(row))).toEqual([0, 1, 2, 0, 0, 0])
    const lanes = lanesOf(run, (index) => slots.slotsOf(index))
    expect(lanes.all.map(({ rows, top }) => [rows, top])).toEqual([[3, 0], [1, 3]])
  })

  const doing = (task: number, sinceMs: number) => ({ worker: 0, state: 'run' as const, task, sinceMs })

  it('need no more rows for loops than tasks run at once, in whatever order they end', () => {
    const run = new RunModel()
    const slots = new SlotPacker()
    // Three loops with tasks of 40, 70 and 110 ms, seen every 33 ms; each task starts 1 ms after the one before.
    const loops = [40, 70, 110]
    const all = loops.flatMap((length, loop) =>
      Array.from({ length: 20 }, (_, at) => {
        const from = loop + at * (length + 1)
        return bar(100 * loop + at, from, from + length)
      }),
    )
    all.sort((a, b) => a.receivedMs - b.receivedMs)
    let told = 0
    for (let seq = 0, atMs = 0; told < all.length; seq++, atMs += 33) {
      const tasks = all.slice(told).filter(({ receivedMs }) => receivedMs <= atMs)
      const activity = all
        .filter(({ startedMs, receivedMs }) => startedMs <= atMs && receivedMs > atMs)
        .map(({ id, startedMs }) => doing(id, startedMs))
      run.apply(batch(seq, { atMs, activity, workers: [worker(0, 'event-loop')] }, { tasks }))
      slots.update(run)
      told += tasks.length
    }
    expect(slots.slotsOf(0)).toBe(3)
    for (let slot = 0; slot < 3; slot++) {
      const bars = all.filter((_, row) => slots.slotOf(row) === slot).sort((a, b) => a.startedMs - b.startedMs)
      bars.forEach(({ startedMs }, at) => {
        expect(bars[at - 1]?.finishedMs ?? 0).toBeLessThanOrEqual(startedMs)
      })
    }
  })

  it('leave a task in its row when it ends', () => {
    const run = new RunModel()
    const slots = new SlotPacker()
    const loop = [worker(0, 'event-loop')]
    run.apply(batch(0, { workers: loop, activity: [doing(0, 0), doing(1, 1), doing(2, 2)] }))
    slots.update(run)
    const places = [0, 1, 2].map((task) => slots.slotOfRunning(0, task))
    expect(places).toEqual([0, 1, 2])
    run.apply(batch(1, { activity: [doing(1, 1), doing(3, 60)] }, { tasks: [bar(2, 2, 50), bar(0, 0, 55)] }))
    slots.update(run)
    expect([slots.slotOf(0), slots.slotOf(1), slots.slotOfRunning(0, 3)]).toEqual([2, 0, 0])
  })

  it('need no more rows for a reader that comes late: what runs now leaves room for what ran before', () => {
    const run = new RunModel()
    const slots = new SlotPacker()
    const old = (from: number) => ({ tasks: [bar(from, from, from + 8), bar(from + 1, from, from + 9)] })
    run.apply(batch(0, { workers: [worker(0, 'event-loop')], activity: [doing(900, 900), doing(901, 901)] }, old(0)))
    slots.update(run)
    run.apply(batch(1, { activity: [doing(902, 950), doing(901, 901)] }, old(10)))
    slots.update(run)
    expect(slots.slotsOf(0)).toBe(2)
  })

  it('leave out the server of the run, and merge workers when there are too many', () => {
    const few = new RunModel()
    few.apply(batch(0, { workers: [worker(0, 'thread', 'server'), worker(1)] }))
    expect(lanesOf(few, () => 1).ofWorker).toEqual([-1, 0])
    const many = new RunModel()
    many.apply(batch(0, { workers: Array.from({ length: 250 }, (_, index) => worker(index)) }))
    const lanes = lanesOf(many, () => 1)
    expect(lanes.all.length).toBeLessThanOrEqual(MAX_LANES)
    expect(lanes.all[0]?.label).toBe('thread 1 +2')
    expect(lanes.ofWorker[249]).toBe(lanes.all.length - 1)
  })

  it('are as high as those beside them, with room left below', () => {
    const run = new RunModel()
    run.apply(batch(0, { workers: [worker(0), worker(1)] }))
    const [alone, beside] = [lanesOf(run, () => 1), lanesOf(run, () => 1, 5)]
    expect(alone.height).toBeLessThan(5)
    expect(beside.height).toBe(5)
    expect(lanesOf(run, () => 3, 5).height).toBeGreaterThan(5)
    expect(beside.all).toEqual(alone.all)
    expect(beside.key).not.toBe(alone.key)
    expect(laneAxis(beside).hi).toBe(5)
    expect(lanesOf(new RunModel(), () => 1, 5).height).toBe(0)
  })

  it('stand under their process: threads under the main one, processes each under a line of its own', () => {
    const run = new RunModel()
    const process = (index: number) => workerInfo(index, { id: `consumer ${index}`, kind: 'process', pid: 100 + index })
    const thread = (index: number) => workerInfo(index, { pid: 7 })
    run.apply(batch(0, { workers: [thread(0), process(1), thread(2), process(3)] }))
    const lanes = lanesOf(run, () => 1)
    expect(lanes.headers.map(({ label }) => label)).toEqual(['main process · pid 7', 'process 1 · pid 101', 'process 2 · pid 103'])
    expect(lanes.all.map(({ label }) => label)).toEqual(['thread 1', 'thread 3', 'consumer 1', 'consumer 3'])
    expect(lanes.ofWorker).toEqual([0, 2, 1, 3])
    // Each line is above the first lane of its process, and below the last one of the process before.
    const { headerRows } = lanes
    expect(lanes.headers[0]?.at).toBe(0)
    expect(lanes.all[0]?.at).toBeCloseTo(headerRows)
    expect(lanes.headers[1]?.at).toBeCloseTo(2 + headerRows)
    expect(lanes.all[2]?.at).toBeCloseTo(2 + 2 * headerRows)
    expect(lanes.height).toBeCloseTo(4 + 3 * headerRows)
    const axis = laneAxis(lanes)
    expect(axis.ticks(20).map(axis.format)).toEqual(lanes.all.map(({ label }) => label))
  })

  it('are alone where there are many processes with a worker each', () => {
    const run = new RunModel()
    run.apply(
      batch(0, { workers: Array.from({ length: 9 }, (_, index) => workerInfo(index, { kind: 'process', pid: index })) }),
    )
    expect(lanesOf(run, () => 1).headers).toEqual([])
  })

  it('label as many lanes as there is room for', () => {
    const run = new RunModel()
    run.apply(batch(0, { workers: Array.from({ length: 20 }, (_, index) => worker(index)) }))
    const axis = laneAxis(lanesOf(run, () => 1))
    expect(axis.ticks(10).map(axis.format)).toHaveLength(20)
    const odd = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19].map((number) => `thread ${number}`)
    expect(axis.ticks(4).map(axis.format)).toEqual(odd)
  })
})

describe('what is under the pointer', () => {
  const run = new RunModel()
  const spans = [{ worker: 0, fromMs: 20, toMs: 40, state: 1 }]
  run.apply(
    batch(0, { atMs: 100, workers: [worker(0)], activity: [{ worker: 0, state: 'get', task: null, sinceMs: 80 }] }, {
      tasks: [bar(0, 0, 10), bar(1, 12, 20), bar(2, 41, 80)],
      spans,
    }),
  )

  it('is the bar at that time, or the nearest within reach', () => {
    const all = () => true
    expect(findBar(run, 15, 1, all)).toBe(1)
    expect(findBar(run, 10.5, 1, all)).toBe(0)
    expect(findBar(run, 30, 1, all)).toBe(null)
    expect(findBar(run, 15, 1, () => false)).toBe(null)
  })

  it('is a wait that one worker told after longer ones of another', () => {
    const mixed = new RunModel()
    const told = [{ worker: 0, fromMs: 10, toMs: 90 }, { worker: 1, fromMs: 5, toMs: 20 }, { worker: 1, fromMs: 30, toMs: 50 }]
    mixed.apply(batch(0, { atMs: 100, workers: [worker(0), worker(1)] }, { spans: told }))
    expect(findWait(mixed, 60, 0, (index) => index === 0)?.toMs).toBe(90)
    expect(findWait(mixed, 40, 0, (index) => index === 1)?.fromMs).toBe(30)
  })

  it('is a wait that ended, or one that still goes on', () => {
    expect(findWait(run, 30, 0, () => true)).toEqual({ ...spans[0] })
    expect(findWait(run, 90, 0, () => true)).toEqual({ worker: 0, state: 0, fromMs: 80, toMs: 100 })
    expect(findWait(run, 60, 0, () => true)).toBe(null)
  })
})

describe('completion order', () => {
  it('has an extent that grows with the rows and starts anew with a run', () => {
    const run = new RunModel()
    const extent = orderExtent(run)
    run.apply(batch(0, { counts: counts({ ok: 3 }) }, { tasks: [bar(2, 0, 1), bar(0, 0, 2), bar(1, 0, 3)] }))
    expect(extent()).toEqual({ ranks: 3, mostLost: 1, mostOvertaken: 2 })
    expect(extent()).toBe(extent())
    run.apply(batch(1, { counts: counts({ ok: 4 }) }, { tasks: [bar(9, 0, 4)] }))
    expect(extent()).toEqual({ ranks: 10, mostLost: 1, mostOvertaken: 6 })
    run.apply(batch(0))
    expect(extent()).toEqual({ ranks: 0, mostLost: 0, mostOvertaken: 0 })
  })

  it('shows displacement for more than 200 tasks unless the user chose', () => {
    expect(resolveOrderMode('auto', 200)).toBe('rank')
    expect(resolveOrderMode('auto', 201)).toBe('displacement')
    expect(resolveOrderMode('rank', 5000)).toBe('rank')
  })

  it('finds rows by halving', () => {
    const column = Float64Array.from([1, 2, 2, 5])
    expect([0, 2, 3, 9].map((value) => lowerBound(column, 4, value))).toEqual([0, 1, 3, 4])
  })
})
