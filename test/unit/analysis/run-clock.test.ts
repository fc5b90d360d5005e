import { describe, expect, it } from 'vitest'
import { firstSubmitMs, onClockFrom } from '../../../workloads/analysis/index.ts'
import { batch } from '../renderer/batches.ts'

const task = { submittedMs: 30, dispatchedMs: 40, startedMs: 50, finishedMs: 60, receivedMs: 70 }
const aBatch = () =>
  batch(
    1,
    {
      atMs: 100,
      activity: [{ worker: 0, state: 'run', task: 1, sinceMs: 80 }],
      log: [{ atMs: 90, level: 'info', text: 'x', worker: null }],
    },
    {
      tasks: [{ ...task, submittedMs: 35 }, task],
      depth: [{ atMs: 30, depth: 1 }],
      samples: [{ atMs: 95, loopDelayMs: 12 }],
      spans: [{ fromMs: 31, toMs: 33 }],
    },
  )

describe('the clock of a run', () => {
  it('can begin at the first submission, whichever task ended first', () => {
    expect(firstSubmitMs([batch(0), aBatch()])).toBe(30)
    expect(firstSubmitMs([batch(0)])).toBeNull()
  })

  it('moves every time, and no duration', () => {
    const { atMs, activity, log, tables } = onClockFrom(aBatch(), 30)
    expect([atMs, activity[0]?.sinceMs, log[0]?.atMs]).toEqual([70, 50, 60])
    const { submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs } = tables.tasks.columns
    expect([submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs].map((column) => column[1])).toEqual([0, 10, 20, 30, 40])
    expect([tables.depth.columns.atMs[0], tables.spans.columns.fromMs[0], tables.spans.columns.toMs[0]]).toEqual([0, 1, 3])
    expect([tables.samples.columns.atMs[0], tables.samples.columns.loopDelayMs[0]]).toEqual([65, 12])
  })
})
