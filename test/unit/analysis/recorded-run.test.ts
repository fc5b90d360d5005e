import { describe, expect, it } from 'vitest'
import { measuresOf, peakMemoryBytes, readRecordedRun, summaryOf, transferShare } from '#engine/analysis/index.js'
import { OUTCOMES, RunFileError } from '#engine/contract/index.js'
import { batch, fileOf, INFO, NO_TASKS, recorded, SMALL, summary, task, worker } from '../runs/formats/recorded.ts'

describe('readRecordedRun', () => {
  it('joins the tables of all batches, and keeps the last state of each worker', () => {
    expect(SMALL).toMatchObject({
      info: INFO,
      summary: summary(),
      end: { how: 'whole' },
      untilMs: 100,
      counts: { submitted: 2, ok: 1, cancelled: 1 },
      dropped: { tasks: 0, rows: 0 },
    })
    expect([...SMALL.tasks.columns.id]).toEqual([0, 1])
    expect([...SMALL.tasks.columns.submittedMs]).toEqual([1, 2])
    expect([SMALL.tasks.length, SMALL.depth.length, SMALL.samples.length, SMALL.spans.length]).toEqual([2, 1, 3, 1])
    expect(SMALL.workers).toEqual([worker(0, { state: 'lost', exitCode: -9 })])
    expect(SMALL.log.map(({ text }) => text)).toEqual(['Begun.', 'Lost.'])
  })

  it('counts completion ranks from the first task of the run, dropped ones too, also when its reader was behind', () => {
    const tasks = (...ids: number[]) => ({ tasks: ids.map((id) => task(id, [0, 0, 0, 1, 0])) })
    const run = recorded(
      batch(0, { counts: { ...NO_TASKS, submitted: 90, ok: 90 } }, tasks(0, 1)),
      batch(1, { counts: { ...NO_TASKS, submitted: 90, ok: 90 }, droppedTasks: 5 }, tasks(7, 8)),
    )
    expect([...run.completionRanks]).toEqual([0, 1, 7, 8])
  })

  it('reads what is there of a file that was cut off', () => {
    const bytes = fileOf([batch(0, { workers: [worker(0)] }, { tasks: [task(0, [0, 1, 1, 8, 0])] }), batch(1)])
    const run = readRecordedRun(bytes.subarray(0, bytes.length - 1))
    expect(run).toMatchObject({ summary: null, end: { how: 'cut off' }, untilMs: 0, tasks: { length: 1 } })
    expect(summaryOf(run)).toMatchObject({ makespanMs: 10, waitMs: { p50: 1 }, runMs: { p50: 8 } })
  })

  it('refuses what is no run file', () => {
    expect(() => readRecordedRun(new Uint8Array(100))).toThrow(RunFileError)
  })
})

describe('measures', () => {
  it('are those of the summary, and the two that it lacks', () => {
    expect(measuresOf(SMALL)).toEqual({
      makespanMs: 50,
      throughput: 20,
      waitP50Ms: 10,
      waitP95Ms: 10,
      waitP99Ms: 10,
      runP50Ms: 30,
      runP95Ms: 30,
      runP99Ms: 30,
      cpuSeconds: 0.02,
      peakMemoryBytes: 1000,
      transferShare: expect.closeTo(2 / 32.5, 12),
    })
  })

  it('are null, not 0, where nothing ran or nothing was measured', () => {
    const { makespanMs, throughput, cpuSeconds, peakMemoryBytes, transferShare } = measuresOf(
      recorded(batch(0, { summary: summary({ cpuMs: -1, makespanMs: 0, throughput: 0 }) })),
    )
    expect([makespanMs, throughput, cpuSeconds, peakMemoryBytes, transferShare]).toEqual([null, null, null, null, null])
  })

  it('peak memory is that of workers at the same time', () => {
    const samples = [
      { atMs: 1, worker: 0, memoryBytes: 100 },
      { atMs: 1, worker: 0xffff, memoryBytes: 9999 },
      { atMs: 2, worker: 1, memoryBytes: 50 },
      { atMs: 3, worker: 0, memoryBytes: 80 },
      { atMs: 3, worker: 1, memoryBytes: -1 },
      // The first has ended by now.
      { atMs: 11, worker: 1, memoryBytes: 140 },
    ]
    const run = recorded(batch(0, { workers: [worker(0, { endedMs: 10 }), worker(1, { endedMs: null })] }, { samples }))
    expect(peakMemoryBytes(run)).toBe(150)
  })

  it('transfer share leaves out tasks that were cut off', () => {
    const lost = { outcome: OUTCOMES.indexOf('lost') }
    const error = { outcome: OUTCOMES.indexOf('error') }
    const tasks = [task(0, [0, 5, 1, 8, 1]), task(1, [0, 5, 3, 6, 1], error), task(2, [0, 0, 500, 1, 0], lost)]
    expect(transferShare(recorded(batch(0, {}, { tasks })))).toBeCloseTo(0.3, 12)
  })
})
