import { describe, expect, it } from 'vitest'
import { NO_WORKER, OUTCOMES, WAIT_STATES } from '#engine/contract/index.js'
import { runTask, watchedRun } from './watched-run.ts'

const times = { submittedMs: 1010, dispatchedMs: 1020, startedMs: 1021, finishedMs: 1031, receivedMs: 1033 }

describe('the recorder', () => {
  it('keeps the five times of a task, counted from the start of the run', () => {
    const { recorder } = watchedRun()
    const worker = recorder.workerAdded({ kind: 'thread', role: 'worker', atMs: 1000 })
    runTask(recorder, worker, [1010, 1020, 1021, 1031, 1033])
    const { length, columns } = recorder.tasks.copy(0, recorder.tasks.rows)
    const row = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[0]]))
    expect(length).toBe(1)
    expect(row).toEqual({
      submittedMs: 10,
      dispatchedMs: 20,
      startedMs: 21,
      finishedMs: 31,
      receivedMs: 33,
      id: 0,
      worker,
      kind: 0,
      outcome: 0,
    })
    expect(recorder).toMatchObject({ firstSubmittedMs: 10, lastReceivedMs: 33, depth: 0, ended: 1 })
    expect(recorder.workers.infos[worker]).toMatchObject({ id: 'thread 1', tasks: 1 })
  })

  it('writes nothing of a task that has not ended: no row, but depth, count and what its worker does', () => {
    const { recorder } = watchedRun()
    const worker = recorder.workerAdded({ kind: 'thread', role: 'worker', atMs: 1000 })
    const task = recorder.taskSubmitted(1001)
    recorder.tasksDispatched(1, 1002)
    recorder.workerReady(worker, { pid: 5, osThreadId: 6, running: () => [{ task, sinceMs: 1002 }] }, 1002)
    recorder.taskSubmitted(1003)
    expect(recorder.tasks.rows).toBe(0)
    expect(recorder.counts).toMatchObject({ submitted: 2, ok: 0 })
    expect(recorder.depth).toBe(1)
    expect(recorder.activity()).toEqual([{ worker, state: 'run', task: 0, sinceMs: 2 }])
  })

  it('drops whole tasks, oldest first, and still counts all of them', () => {
    const { recorder } = watchedRun(8)
    OUTCOMES.forEach((outcome, i) => {
      for (let n = 0; n <= i; n++) recorder.taskEnded(recorder.taskSubmitted(1010), NO_WORKER, 0, outcome, times, null)
    })
    expect(recorder.counts).toEqual({ submitted: 15, ok: 1, error: 2, cancelled: 3, timedOut: 4, lost: 5 })
    expect(recorder.ended).toBe(15)
    const { firstRow, rows } = recorder.tasks
    expect([...recorder.tasks.copy(firstRow, rows).columns.id]).toEqual([7, 8, 9, 10, 11, 12, 13, 14])
  })

  it('counts each item once, in whatever order producers and consumers tell of it', () => {
    const { recorder, clock } = watchedRun()
    recorder.itemPut(0, 0, 1001)
    recorder.itemEnded(0, 0, 0, 'ok', times, undefined)
    recorder.itemEnded(1, 0, 0, 'error', times, undefined) // told before its put
    recorder.itemPut(1, 0, 1002)
    recorder.itemPut(2, 0, 1003) // nobody deals with it
    recorder.itemEnded(3, 0, 0, 'ok', times, undefined) // its producer dies before it tells
    clock.now = 1050
    expect(recorder.settleOpenItems('lost')).toBe(1)
    expect(recorder.counts).toEqual({ submitted: 4, ok: 2, error: 1, cancelled: 0, timedOut: 0, lost: 1 })
    expect([...recorder.tasks.copy(0, 4).columns.id].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3])
    const last = recorder.tasks.copy(3, 4).columns
    const { submittedMs, dispatchedMs, receivedMs, worker } = last
    expect([submittedMs[0], dispatchedMs[0], receivedMs[0], worker[0]]).toEqual([3, 50, 50, NO_WORKER])
  })

  it('turns a wait in which its worker ends into a span', () => {
    const { recorder } = watchedRun()
    const worker = recorder.workerAdded({ kind: 'thread', role: 'consumer', atMs: 1000 })
    recorder.workerWaiting(worker, 'get', 1100)
    expect(recorder.activity()).toEqual([{ worker, state: 'get', task: null, sinceMs: 100 }])
    recorder.workerEnded(worker, null, false, 1300)
    recorder.workerEnded(worker, null, false, 1400) // told twice: the first counts
    const { length, columns } = recorder.spans.copy(0, recorder.spans.rows)
    expect(length).toBe(1)
    const row = [columns.fromMs[0], columns.toMs[0], columns.worker[0], columns.state[0]]
    expect(row).toEqual([100, 300, worker, WAIT_STATES.indexOf('get')])
    expect(recorder.workers.infos[worker]).toMatchObject({ id: 'consumer 1', state: 'lost', endedMs: 300 })
    expect(recorder.activity()).toEqual([])
  })

  it('keeps a bounded log of bounded entries and counts the rest', () => {
    const { recorder } = watchedRun()
    recorder.log('error', 'x'.repeat(1_000_000))
    for (let n = 0; n < 10_099; n++) recorder.log('info', 'more')
    expect(recorder.logEntries[0]?.text.length).toBeLessThan(3_000)
    expect(recorder.logEntries.length).toBe(10_000)
    expect(recorder.droppedLog).toBe(100)
  })

  it('numbers no more workers than its columns can tell apart', () => {
    const { recorder } = watchedRun()
    const worker = { kind: 'process', role: 'worker', atMs: 1000 } as const
    for (let n = 0; n < NO_WORKER; n++) expect(recorder.workerAdded(worker)).toBe(n)
    const beyond = recorder.workerAdded(worker)
    expect(beyond).toBe(NO_WORKER)
    runTask(recorder, beyond, [1001, 1002, 1003, 1004, 1005])
    recorder.workerEnded(beyond, 0, true, 1006)
    expect(recorder.counts.ok).toBe(1)
  })

  it('keeps the first picture of a run that computes it again and again', () => {
    const tile = { x: 0, y: 0, width: 4, height: 4, pixels: new Uint8Array(16).fill(9) }
    const { recorder } = watchedRun(64, () => tile)
    recorder.expectPicture(16)
    for (let n = 0; n < 3; n++) runTask(recorder, 0, [1001, 1002, 1003, 1004, 1005])
    expect(recorder.tiles).toEqual([{ x: 0, y: 0, width: 4, height: 4, worker: 0, task: 0 }])
    expect(recorder.pixels.rows).toBe(16)
  })
})
