import { Recorder, TASK_CAPACITY } from '#engine/telemetry/recorder.js'
import { systemClock } from '#engine/telemetry/clock.js'
import type { OpenContestant } from './contestant.ts'

/** Memory of a recorder that has seen as many tasks as it keeps. */
export const open: OpenContestant<null> = () => ({
  round: () => {
    globalThis.gc?.()
    const before = process.memoryUsage()
    const recorder = new Recorder({ clock: systemClock })
    const worker = recorder.workerAdded({ kind: 'thread', role: 'worker', atMs: systemClock.nowMs() })
    for (let i = 0; i < TASK_CAPACITY; i++) record(recorder, worker)
    globalThis.gc?.()
    const after = process.memoryUsage()
    const ringBytes = Object.values(recorder.tasks.columns).reduce((sum, { byteLength }) => sum + byteLength, 0)
    const wholeBytes = after.arrayBuffers - before.arrayBuffers + after.heapUsed - before.heapUsed
    const kept = recorder.tasks.rows - recorder.tasks.firstRow
    return { kept, ringBytes: ringBytes / kept, wholeBytes: wholeBytes / kept }
  },
  close: () => Promise.resolve(),
})

/** A task from submission to end. */
function record(recorder: Recorder, worker: number): void {
  const nowMs = systemClock.nowMs()
  const task = recorder.taskSubmitted(nowMs)
  recorder.tasksDispatched(1, nowMs)
  const times = { submittedMs: nowMs, dispatchedMs: nowMs, startedMs: nowMs, finishedMs: nowMs, receivedMs: nowMs }
  recorder.taskEnded(task, worker, 0, 'ok', times, undefined)
}
