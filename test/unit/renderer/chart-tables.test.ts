import { describe, expect, it } from 'vitest'
import { CHART_TABLES, type ChartTable } from '../../../renderer/charts/tables/index.ts'
import type { ChartId } from '#engine/contract/index.js'
import type { TimeWindow } from '../../../renderer/charts/shared-view.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts, INFO } from './batches.ts'
import { workerInfo } from './workers.ts'

const task = (id: number, at: number, runMs: number, given: { worker?: number; outcome?: number } = {}) => ({
  id,
  submittedMs: 0,
  dispatchedMs: at,
  startedMs: at,
  finishedMs: at + runMs,
  receivedMs: at + runMs,
  ...given,
})

const WORKERS = [workerInfo(0, { pid: 7 }), workerInfo(1, { pid: 7 }), workerInfo(2, { role: 'server' })]
const TASKS = [task(0, 10, 90), task(2, 10, 190, { worker: 1 }), task(1, 100, 200, { outcome: 1 })]

function modelOf(rows: Parameters<typeof batch>[2], given: Parameters<typeof batch>[1] = {}): RunModel {
  const run = new RunModel()
  run.apply(batch(0, { atMs: 400, workers: WORKERS, counts: counts({ submitted: 3, ok: 2, error: 1 }), ...given }, rows))
  return run
}

const told = (chart: ChartId, run: RunModel, window: TimeWindow | null = null): ChartTable => CHART_TABLES[chart](run)(window)

describe('charts as tables', () => {
  it('have as many cells in each row as they have columns, and never more rows than can be read, for every chart', () => {
    const many = Array.from({ length: 5000 }, (_, at) => task(at, at, 1))
    const depth = many.map((_, at) => ({ atMs: at, depth: at % 7 }))
    const samples = many.map((_, at) => ({ atMs: at, cores: 1, worker: 0, loopDelayMs: 3, memoryBytes: 1 }))
    const run = modelOf({ tasks: many, depth, samples }, { atMs: 5000 })
    for (const chart of Object.keys(CHART_TABLES) as ChartId[]) {
      const { caption, columns, rows } = told(chart, run)
      expect(caption, chart).not.toBe('')
      expect(rows.length, chart).toBeLessThanOrEqual(200)
      expect(new Set(columns).size, chart).toBe(columns.length)
      for (const row of rows) expect(row, chart).toHaveLength(columns.length)
    }
  })

  it('have no rows and no error before a run', () => {
    for (const chart of Object.keys(CHART_TABLES) as ChartId[]) {
      const { rows, columns } = told(chart, new RunModel())
      expect(rows.flat().every((cell) => cell === '–' || Number.parseInt(cell, 10) === 0 || /^(p\d+|tasks)$/.test(cell)), chart).toBe(true)
      expect(columns.length, chart).toBeGreaterThan(0)
    }
  })

  it('queue depth: each change while they are few, within the part of the time that is shown', () => {
    const run = modelOf({ depth: [{ atMs: 10, depth: 2 }, { atMs: 50, depth: 5 }, { atMs: 90, depth: 1 }] })
    expect(told('queue-depth', run).rows).toEqual([['10.0 ms', '2'], ['50.0 ms', '5'], ['90.0 ms', '1']])
    expect(told('queue-depth', run, { fromMs: 40, toMs: 90 }).rows).toEqual([['50.0 ms', '5'], ['90.0 ms', '1']])
  })

  it('queue depth: of many changes the lowest and highest of each step, and the level where nothing changes', () => {
    const busy = Array.from({ length: 200 }, (_, at) => ({ atMs: at, depth: at === 77 ? 900 : at % 2 }))
    const run = modelOf({ depth: [...busy, { atMs: 399, depth: 4 }] })
    const { rows, caption } = told('queue-depth', run)
    expect(caption).toContain('in steps of 5.00 ms')
    expect(rows.find(([from]) => from === '75.0 ms')).toEqual(['75.0 ms', '0', '900', '1'])
    expect(rows.find(([from]) => from === '300 ms')).toEqual(['300 ms', '1', '1', '1'])
    expect(rows.at(-1)?.at(-1)).toBe('4')
  })

  it('throughput: every ended task in one step, by outcome', () => {
    const { rows, columns, caption } = told('throughput', modelOf({ tasks: TASKS }))
    const sum = (name: string): number => rows.reduce((all, row) => all + Number(row[columns.indexOf(name)]), 0)
    expect([sum('ok'), sum('failed'), sum('cancelled'), sum('tasks ended')]).toEqual([2, 1, 0, 3])
    expect(caption).toContain('3 tasks ended')
    const untilLast = modelOf({ tasks: TASKS }, { atMs: 300 })
    expect(told('throughput', untilLast).caption, 'also what ends just now').toContain('3 tasks ended')
    expect(rows.find(([from]) => from === '100 ms')?.at(-1)).toBe('200 /s') // one task in 5 ms
    expect(told('throughput', modelOf({ tasks: TASKS }), { fromMs: 150, toMs: 250 }).caption).toContain('1 tasks ended')
  })

  it('CPU use: the mean of each step by worker, all of them together, and the app', () => {
    const samples = [
      { atMs: 200, cores: 0.5, worker: 0, memoryBytes: 1, loopDelayMs: -1 },
      { atMs: 200, cores: 0.25, worker: 1, memoryBytes: 1, loopDelayMs: -1 },
      { atMs: 400, cores: 1, worker: 0, memoryBytes: 1, loopDelayMs: -1 },
    ]
    const { rows, columns, caption } = told('cpu', modelOf({ samples }))
    expect(caption).toContain('there are 2')
    expect(columns).toEqual(['From', 'thread 1', 'thread 2', 'thread 3', 'workers together', 'this app'])
    expect(rows[0]).toEqual(['0 ms', '0.50', '0.25', '0.00', '0.75', 'not measured'])
    expect(rows.at(-1)).toEqual(['395 ms', '1.00', '0.00', '0.00', '1.00', 'not measured'])
  })

  it('latency: the percentiles of the summary, then how many took how long', () => {
    const { rows } = told('latency', modelOf({ tasks: TASKS }))
    expect(rows[0]).toEqual(['tasks', '3', '3'])
    expect(rows.find(([name]) => name === 'p50')).toEqual(['p50', '10.0 ms', expect.stringMatching(/^19[01] ms$/)]) // within 0.4%
    const buckets = rows.slice(4)
    expect(buckets.reduce((all, row) => all + Number(row[1]), 0)).toBe(3)
  })

  it('timeline: what each worker did in the part that is shown, and on which side of a queue it waits', () => {
    const spans = [{ worker: 1, fromMs: 250, toMs: 300, state: 1 }]
    const activity = [{ worker: 0, state: 'get' as const, task: null, sinceMs: 350 }]
    const run = modelOf({ tasks: TASKS, spans }, { activity })
    const { rows, columns } = told('timeline', run)
    expect(columns.slice(5, 7)).toEqual(['In get', 'In put'])
    expect(rows).toEqual([
      ['thread 1', 'pid 7', '2', '290 ms', '72.5 %', '50.0 ms', '0 ms', '0 ms', '0 ms', 'waits in get'],
      ['thread 2', 'pid 7', '1', '190 ms', '47.5 %', '0 ms', '50.0 ms', '0 ms', '0 ms', 'idle'],
    ])
    expect(told('timeline', run, { fromMs: 0, toMs: 100 }).rows.map((row) => row[3])).toEqual(['90.0 ms', '90.0 ms'])
  })

  it('completion order: each task while they are few, equal parts beyond', () => {
    const run = modelOf({ tasks: TASKS })
    expect(told('completion-order', run).rows).toEqual([
      ['0', '0', '0', 'thread 1', 'ok'],
      ['1', '2', '+1', 'thread 2', 'ok'],
      ['2', '1', '−1', 'thread 1', 'failed'],
    ])
    const many = Array.from({ length: 300 }, (_, at) => task(at === 0 ? 299 : at === 299 ? 0 : at, at, 1))
    const { rows } = told('completion-order', modelOf({ tasks: many }))
    expect(rows).toHaveLength(150)
    expect(rows[0]).toEqual(['0 to 1', '2', '1', '299', '0', '0'])
    expect(rows.at(-1)).toEqual(['298 to 299', '2', '1', '0', '299', '0'])
  })

  it('picture: who computed how much of it', () => {
    const tiles = [
      { x: 0, y: 0, width: 2, height: 2, worker: 1, task: 0 },
      { x: 2, y: 0, width: 2, height: 1, worker: 0, task: 1 },
    ]
    const pixels = Array.from({ length: 6 }, () => ({ value: 9 }))
    const run = modelOf({ pixels }, { info: { ...INFO, picture: { width: 4, height: 2 } }, tiles })
    expect(told('picture', run).rows).toEqual([['thread 1', '1', '2', '25.0 %'], ['thread 2', '1', '4', '50.0 %']])
  })

  it('follow a replay back', () => {
    const run = modelOf({ tasks: TASKS })
    run.seek(250)
    expect(told('throughput', run).caption).toContain('2 tasks ended')
    expect(told('latency', run).rows[0]).toEqual(['tasks', '2', '2'])
  })
})
