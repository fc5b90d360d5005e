import { encodeRecord, encodeRunFileHead, type RunInfo } from '#engine/contract/index.js'
import { BatchReader } from '#engine/telemetry/batch-reader.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Recorder } from '#engine/telemetry/recorder.js'

const WORKERS = 4
const SUBMIT_EVERY_MS = 0.015
/** Run times are 0.02 ms and a share of this, the long ones rare: the pool is busy most of the time. */
const SPREAD_MS = 0.12
const TRANSFER_MS = 0.004
const RECORD_MS = 100

/** The run file of a run that never was: as many tasks as wanted, 66,000 a second, on four threads; the same each time. */
export function longRunFile(tasks: number): Uint8Array {
  let nowMs = 0
  const recorder = new Recorder({ clock: { ...systemClock, nowMs: () => nowMs } })
  for (let worker = 0; worker < WORKERS; worker++) {
    const index = recorder.workerAdded({ kind: 'thread', role: 'worker', atMs: 0 })
    recorder.workerReady(index, { pid: 1, osThreadId: null, running: () => [] }, 0)
  }
  const reader = new BatchReader({ info: infoOf(tasks), state: 'running', summary: null, recorder })
  const records: Uint8Array[] = [encodeRunFileHead()]
  const writeRecord = (): void => {
    for (let batch = reader.next(); batch !== null; batch = reader.behind ? reader.next() : null) records.push(encodeRecord(batch))
  }
  const times = timesOf(tasks)
  const byEnd = Uint32Array.from({ length: tasks }, (_, id) => id).sort((a, b) => endMs(times, a) - endMs(times, b))
  let [submitted, dispatched] = [0, 0]
  for (const id of byEnd) {
    const untilMs = endMs(times, id)
    while (untilMs >= nowMs + RECORD_MS) {
      nowMs += RECORD_MS
      for (let worker = 0; worker < WORKERS; worker++) recorder.sample(worker, 0.9, 32e6, -1)
      writeRecord()
    }
    while (submitted < tasks && submitted * SUBMIT_EVERY_MS <= untilMs) recorder.taskSubmitted(submitted++ * SUBMIT_EVERY_MS)
    while (dispatched < submitted && (times.dispatchedMs[dispatched] ?? 0) <= untilMs) {
      recorder.tasksDispatched(1, times.dispatchedMs[dispatched++] ?? 0)
    }
    const [dispatchedMs, finishedMs] = [times.dispatchedMs[id] ?? 0, times.finishedMs[id] ?? 0]
    const at = { submittedMs: id * SUBMIT_EVERY_MS, dispatchedMs, startedMs: dispatchedMs + TRANSFER_MS, finishedMs, receivedMs: untilMs }
    recorder.taskEnded(id, times.worker[id] ?? 0, 0, 'ok', at, undefined)
  }
  nowMs += RECORD_MS
  writeRecord()
  return Buffer.concat(records)
}

type Times = ReturnType<typeof timesOf>

const endMs = ({ finishedMs }: Times, id: number): number => (finishedMs[id] ?? 0) + TRANSFER_MS

/** First in, first out: each task goes to the worker that is free first. */
function timesOf(tasks: number) {
  const [dispatchedMs, finishedMs, worker] = [new Float64Array(tasks), new Float64Array(tasks), new Uint8Array(tasks)]
  const freeMs = new Float64Array(WORKERS)
  let seed = 7
  for (let id = 0; id < tasks; id++) {
    seed = (seed * 16_807) % 0x7fffffff // Park and Miller's minimal standard generator
    const on = freeMs.indexOf(Math.min(...freeMs))
    dispatchedMs[id] = Math.max(id * SUBMIT_EVERY_MS, freeMs[on] ?? 0)
    finishedMs[id] = (dispatchedMs[id] ?? 0) + TRANSFER_MS + 0.02 + SPREAD_MS * (seed / 0x7fffffff) ** 3
    freeMs[on] = (finishedMs[id] ?? 0) + TRANSFER_MS
    worker[id] = on
  }
  return { dispatchedMs, finishedMs, worker }
}

const infoOf = (tasks: number): RunInfo => ({
  runId: 'long-run',
  preset: 'thread-pool',
  technique: 'thread-pool',
  title: 'A long run',
  seed: 7,
  params: { workers: WORKERS, tasks },
  startedAt: '2026-01-01T00:00:00.000Z',
  expectedTasks: tasks,
  capacity: null,
  kinds: ['noop'],
  picture: null,
  machine: { cores: WORKERS, platform: process.platform, node: process.version, app: 'bench' },
})
