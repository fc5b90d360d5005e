import { percentiles, summarize, type SummaryInput } from '#engine/analysis/index.js'
import { createColumns } from '#engine/contract/columns.js'
import { runSummarySchema } from '#engine/contract/run.js'
import { NO_WORKER, OUTCOMES, TASK_COLUMNS, type Outcome, type WorkerInfo } from '#engine/contract/telemetry.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

interface Row {
  id: number
  outcome: Outcome
  worker?: number
  /** submitted, dispatched, started, finished, received */
  times: readonly [number, number, number, number, number]
}

function input(rows: readonly Row[], rest: Partial<SummaryInput> = {}): SummaryInput {
  // One row more than used: columns of a ring are longer than the table.
  const columns = createColumns(TASK_COLUMNS, rows.length + 1)
  const counts = { submitted: rows.length, ok: 0, error: 0, cancelled: 0, timedOut: 0, lost: 0 }
  rows.forEach(({ id, outcome, worker, times }, row) => {
    columns.id[row] = id
    columns.outcome[row] = OUTCOMES.indexOf(outcome)
    columns.worker[row] = worker ?? 0
    const names = ['submittedMs', 'dispatchedMs', 'startedMs', 'finishedMs', 'receivedMs'] as const
    names.forEach((name, i) => (columns[name][row] = times[i] ?? 0))
    counts[outcome]++
  })
  return {
    info: { preset: 'p', technique: 't', seed: 1, params: { tasks: rows.length } },
    outcome: 'ok',
    tasks: { length: rows.length, columns },
    counts,
    workers: [],
    appCpuMs: 5,
    maxQueueDepth: 2,
    droppedTasks: 0,
    ...rest,
  }
}

const worker = (index: number, cpuMs: number): WorkerInfo => ({
  index,
  id: `thread ${index}`,
  kind: 'thread',
  role: 'worker',
  state: 'exited',
  pid: 10,
  threadId: 11,
  startedMs: 0,
  readyMs: 1,
  endedMs: 2,
  replaces: null,
  exitCode: 0,
  tasks: 3,
  cpuMs,
  maxMemoryBytes: 4096,
})

describe('summarize', () => {
  it('derives the figures from the five times', () => {
    const summary = summarize(
      input([
        { id: 1, outcome: 'ok', times: [10, 20, 23, 53, 54] },
        { id: 0, outcome: 'ok', times: [0, 10, 11, 111, 113] },
      ]),
    )
    expect(summary).toMatchObject({
      makespanMs: 113,
      throughput: (2 / 113) * 1000,
      waitMs: { p50: 10 },
      runMs: { p50: 65 },
      transferMs: { p50: 3.5 },
      inversions: 1,
      maxQueueDepth: 2,
    })
    expect(runSummarySchema.parse(summary)).toEqual(summary)
  })

  it('has nulls and zeros, never NaN, for a run without tasks', () => {
    const summary = summarize(input([]))
    const none = { p50: null, p95: null, p99: null }
    expect(summary).toMatchObject({ makespanMs: 0, throughput: 0, inversions: 0, cpuMs: 0 })
    expect([summary.waitMs, summary.runMs, summary.transferMs]).toEqual([none, none, none])
    expect(runSummarySchema.parse(summary)).toEqual(summary)
  })

  it('has no infinite throughput for a single task that took no time', () => {
    expect(summarize(input([{ id: 0, outcome: 'ok', times: [5, 5, 5, 5, 5] }]))).toMatchObject({
      makespanMs: 0,
      throughput: 0,
      runMs: { p50: 0, p99: 0 },
    })
  })

  it('takes run times only from tasks that ended by themselves', () => {
    const { runMs, waitMs } = summarize(
      input([
        { id: 0, outcome: 'ok', times: [0, 1, 1, 11, 11] },
        { id: 1, outcome: 'error', times: [0, 2, 2, 22, 22] },
        { id: 2, outcome: 'timedOut', times: [0, 3, 3, 1000, 1000] },
        { id: 3, outcome: 'lost', times: [0, 4, 4, 2000, 2000] },
        { id: 4, outcome: 'cancelled', times: [0, 5, 5, 3000, 3000] },
        { id: 5, outcome: 'cancelled', worker: NO_WORKER, times: [0, 900, 900, 900, 900] },
        { id: 6, outcome: 'error', worker: NO_WORKER, times: [0, 0, 0, 0, 0] },
      ]),
    )
    expect(runMs).toEqual(percentiles([10, 20]))
    expect(waitMs).toEqual(percentiles([1, 2, 3, 4, 5]))
  })

  it('does not call a stop that cancels the queue throughput', () => {
    const { throughput } = summarize(
      input([
        { id: 0, outcome: 'ok', times: [0, 0, 0, 1000, 1000] },
        { id: 1, outcome: 'cancelled', worker: NO_WORKER, times: [0, 1000, 1000, 1000, 1000] },
      ]),
    )
    expect(throughput).toBe(1)
  })

  it('measures from the first submission of the whole run, though its row was dropped', () => {
    const rows: Row[] = [{ id: 9, outcome: 'ok', times: [500, 500, 500, 600, 600] }]
    const counts = { submitted: 10, ok: 10, error: 0, cancelled: 0, timedOut: 0, lost: 0 }
    expect(summarize(input(rows, { counts, droppedTasks: 9, firstSubmittedMs: 100 }))).toMatchObject({
      makespanMs: 500,
      throughput: 20,
      droppedTasks: 9,
    })
  })

  it('sums the CPU time of workers, and says -1 when none could be measured', () => {
    expect(summarize(input([], { workers: [worker(0, 30), worker(1, 12)] })).cpuMs).toBe(42)
    expect(summarize(input([], { workers: [worker(0, -1), worker(1, 12)] })).cpuMs).toBe(12)
    expect(summarize(input([], { workers: [worker(0, -1)] })).cpuMs).toBe(-1)
  })

  it('agrees with a naive reading for any tasks', () => {
    const step = fc.double({ min: 0, max: 1000, noNaN: true })
    const row = fc
      .tuple(fc.constantFrom(...OUTCOMES), fc.boolean(), fc.tuple(step, step, step, step, step))
      .map(([outcome, reached, [a, b, c, d, e]]) => ({
        outcome,
        worker: reached ? 1 : NO_WORKER,
        times: [a, a + b, a + b + c, a + b + c + d, a + b + c + d + e] as const,
      }))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), (all) => {
        const rows = all.map((one, id) => ({ ...one, id }))
        const summary = summarize(input(rows))
        const ran = rows.filter((one) => one.worker === 1 && ['ok', 'error'].includes(one.outcome))
        expect(summary.runMs).toEqual(percentiles(ran.map(({ times }) => times[3] - times[2])))
        const first = Math.min(...rows.map(({ times }) => times[0]))
        const last = Math.max(...rows.map(({ times }) => times[4]))
        expect(summary.makespanMs).toBe(rows.length === 0 ? 0 : last - first)
        expect(JSON.stringify(summary)).not.toMatch(/NaN|Infinity/)
        expect(runSummarySchema.parse(summary)).toEqual(summary)
      }),
    )
  })
})
