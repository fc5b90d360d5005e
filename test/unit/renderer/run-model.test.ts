import { describe, expect, it } from 'vitest'
import { NO_WORKER, type RunSummary } from '../../../workloads/contract/index.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts, INFO } from './batches.ts'

const task = (id: number, receivedMs: number, worker = 0) => ({
  id,
  worker,
  submittedMs: 0,
  dispatchedMs: receivedMs - 12,
  startedMs: receivedMs - 11,
  finishedMs: receivedMs - 1,
  receivedMs,
})

const SUMMARY: RunSummary = {
  preset: 'thread-pool',
  technique: 'thread-pool',
  seed: 1,
  params: {},
  outcome: 'ok',
  tasks: counts({ submitted: 3, ok: 3 }),
  makespanMs: 300,
  throughput: 10,
  waitMs: { p50: 1, p95: 2, p99: 3 },
  runMs: { p50: 4, p95: 5, p99: 6 },
  transferMs: { p50: 0, p95: 0, p99: 0 },
  maxQueueDepth: 9,
  inversions: 1,
  workers: [],
  cpuMs: 30,
  appCpuMs: 3,
  droppedTasks: 0,
}

describe('RunModel', () => {
  it('gathers the tables and state of all batches in order', () => {
    const run = new RunModel()
    run.apply(batch(0, { depth: 3, counts: counts({ submitted: 3 }) }, { depth: [{ atMs: 0, depth: 3 }] }))
    const depth = [{ atMs: 50, depth: 1 }]
    run.apply(batch(1, { counts: counts({ submitted: 3, ok: 2 }) }, { tasks: [task(1, 60), task(0, 80)], depth }))
    run.apply(batch(2, { counts: counts({ submitted: 3, ok: 2, error: 1 }) }, { tasks: [task(2, 150)] }))
    expect(run.info).toEqual(INFO)
    expect(run.state).toBe('running')
    expect(run.nowMs).toBe(200)
    expect(run.ended).toBe(3)
    expect(run.maxDepth).toBe(3)
    expect([...run.tables.tasks.columns.id.subarray(0, 3)]).toEqual([1, 0, 2])
    expect([...run.tables.tasks.columns.rank.subarray(0, 3)]).toEqual([0, 1, 2])
    expect(run.tables.depth.length).toBe(2)
    expect(run.version).toBe(3)
  })

  it('starts anew with sequence number 0, without anything of the run before', () => {
    const run = new RunModel()
    const log = [{ atMs: 0, level: 'info' as const, text: 'a', worker: null }]
    run.apply(batch(0, { counts: counts({ ok: 1 }), log }, { tasks: [task(0, 20)] }))
    run.apply(batch(1, { state: 'finished', summary: SUMMARY }))
    const { epoch } = run
    run.apply(batch(0, { runId: 'next' }))
    expect(run.epoch).toBe(epoch + 1)
    expect([run.runId, run.summary, run.maxDepth, run.ended, run.log.length]).toEqual(['next', null, 0, 0, 0])
    expect(run.tables.tasks.length).toBe(0)
    expect(run.figures.outOfOrder).toBe(null)
  })

  it('remembers batches that never came, and ignores one that came already', () => {
    const run = new RunModel()
    run.apply(batch(0))
    run.apply(batch(3, {}, { tasks: [task(0, 20)] }))
    expect(run.gaps).toBe(2)
    run.apply(batch(3, {}, { tasks: [task(0, 20)] }))
    run.apply(batch(2))
    expect(run.gaps).toBe(2)
    expect(run.tables.tasks.length).toBe(1)
  })

  it('begins with a gap when it comes into a run half-way', () => {
    const run = new RunModel()
    run.apply(batch(5))
    expect([run.gaps, run.info]).toEqual([5, null])
  })

  it('ranks tasks by all that ended, also those that were dropped before they came', () => {
    const run = new RunModel()
    run.apply(batch(0, { counts: counts({ ok: 1 }) }, { tasks: [task(0, 20)] }))
    run.apply(batch(1, { droppedTasks: 5, counts: counts({ ok: 8 }) }, { tasks: [task(6, 60), task(7, 70)] }))
    expect([...run.tables.tasks.columns.rank.subarray(0, 3)]).toEqual([0, 6, 7])
    expect(run.droppedTasks).toBe(5)
  })

  it('counts the overtaken as out of order, leaving out tasks that never ran', () => {
    const run = new RunModel()
    run.apply(batch(0, {}, { tasks: [task(2, 20), task(0, 30), task(1, 40), task(3, 50), task(0, 60, NO_WORKER)] }))
    expect(run.figures.outOfOrder).toBe(0.5)
  })

  it('estimates percentiles within 1% and replaces them by the exact ones of the summary', () => {
    const run = new RunModel()
    run.apply(batch(0, {}, { tasks: Array.from({ length: 100 }, (_, id) => task(id, 112 + id)) }))
    expect(run.figures.runMs.p95).toBeCloseTo(10, 0)
    expect(Math.abs((run.figures.waitMs.p50 ?? 0) - 149.5) / 149.5).toBeLessThan(0.011)
    run.apply(batch(1, { state: 'finished', summary: SUMMARY }))
    expect(run.figures.waitMs).toEqual(SUMMARY.waitMs)
    expect(run.figures.throughput).toBe(10)
    expect(run.maxDepth).toBe(9)
  })

  it('tells throughput of the last second and the time left', () => {
    const run = new RunModel()
    for (let seq = 0; seq <= 30; seq++) {
      run.apply(batch(seq, { counts: counts({ ok: seq < 20 ? seq : 20 + (seq - 20) * 3 }) }))
    }
    expect(run.figures.throughput).toBeCloseTo(30)
    expect(run.figures.timeLeftMs(run.ended, 100)).toBeCloseTo(3000)
    expect(run.figures.timeLeftMs(run.ended, null)).toBe(null)
  })

  it('keeps the newest 2,000 log entries and counts the others', () => {
    const run = new RunModel()
    const entry = { level: 'info' as const, worker: null }
    const log = Array.from({ length: 1500 }, (_, atMs) => ({ ...entry, atMs, text: String(atMs) }))
    run.apply(batch(0, { log }))
    const before = run.log
    run.apply(batch(1))
    expect(run.log).toBe(before)
    run.apply(batch(2, { log }))
    expect([run.log.length, run.logDropped, run.log[0]?.text]).toEqual([2000, 1000, '1000'])
  })

  it('puts picture tiles in their places and refuses those outside', () => {
    const run = new RunModel()
    const tile = { x: 2, y: 1, width: 2, height: 2, worker: 1, task: 4 }
    run.apply(
      batch(
        0,
        { info: { ...INFO, picture: { width: 4, height: 3 } }, tiles: [tile, { ...tile, x: 3 }] },
        { pixels: [1, 2, 3, 4, 5, 6, 7, 8].map((value) => ({ value })) },
      ),
    )
    expect([...(run.picture?.pixels ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4])
    expect([run.picture?.tiles.length, run.refusedTiles]).toEqual([1, 1])
  })

  it('knows what each worker and the app used last', () => {
    const run = new RunModel()
    const sample = (worker: number, cores: number) => ({ atMs: 1, memoryBytes: 5, cores, loopDelayMs: -1, worker })
    run.apply(batch(0, {}, { samples: [sample(0, 0.25), sample(NO_WORKER, 0.5), sample(0, 0.75)] }))
    expect([run.usage(0)?.cores, run.usage()?.cores, run.usage(1)]).toEqual([0.75, 0.5, null])
  })

  it('takes -1 in a sample for what it means: keeps the last value, and has none where there never was one', () => {
    const run = new RunModel()
    const sample = (cores: number, memoryBytes: number, loopDelayMs: number) => ({
      atMs: 1,
      ...{ cores, memoryBytes, loopDelayMs },
    })
    run.apply(batch(0, {}, { samples: [sample(0.5, -1, -1), sample(-1, -1, 4), sample(-1, -1, 2.5)] }))
    expect(run.usage(0)).toEqual({ cores: 0.5, memoryBytes: null, loopDelayMs: 2.5 })
    expect(run.maxLoopDelayMs).toBe(4)
    run.apply(batch(0, {}, { samples: [sample(-1, -1, -1)] }))
    expect(run.usage(0)).toEqual({ cores: null, memoryBytes: null, loopDelayMs: null })
    expect(run.maxLoopDelayMs).toBe(null)
  })

  it('keeps waits searchable although workers tell theirs in turns', () => {
    const run = new RunModel()
    const wait = (worker: number, toMs: number) => ({ worker, fromMs: toMs - 5, toMs })
    run.apply(batch(0, {}, { spans: [wait(0, 10), wait(0, 40), wait(1, 12), wait(1, 38)] }))
    run.apply(batch(1, {}, { spans: [wait(2, 30), wait(0, 55)] }))
    const { columns, length } = run.tables.spans
    expect([...columns.latestMs.subarray(0, length)]).toEqual([10, 40, 40, 40, 40, 55])
    run.apply(batch(0, {}, { spans: [wait(0, 7)] }))
    expect(run.tables.spans.columns.latestMs[0]).toBe(7)
  })
})
