import { readRecordedRun, type RecordedRun } from '#engine/analysis/index.js'
import {
  encodeRecord,
  encodeRunFileHead,
  OUTCOMES,
  type Batch,
  type RunInfo,
  type RunSummary,
  type TaskCounts,
  type WorkerInfo,
} from '#engine/contract/index.js'
import { startRun, type RunRequest } from '#engine/runs/index.js'
import { batch as anyBatch, counts, type Rows } from '../../renderer/batches.ts'
import { workerInfo } from '../../renderer/workers.ts'


export const INFO: RunInfo = {
  runId: 'run',
  preset: 'thread-pool',
  technique: 'thread-pool',
  title: 'Thread pool',
  seed: 7,
  params: { workers: 1, task: 'spin' },
  startedAt: '2026-11-22T10:00:00.000Z',
  expectedTasks: 2,
  capacity: null,
  kinds: ['spin', 'a,"b"'],
  picture: null,
  machine: { cores: 2, platform: 'linux', node: 'v20.20.2', app: '0.1.0' },
}

export const NO_TASKS: TaskCounts = counts()

export const worker = (index: number, rest: Partial<WorkerInfo> = {}): WorkerInfo =>
  workerInfo(index, {
    ...{ state: 'exited', pid: 10, threadId: 11 + index, readyMs: 1, endedMs: 100, exitCode: 0 },
    ...{ tasks: 1, cpuMs: 20, maxMemoryBytes: 2 ** 20 },
    ...rest,
  })

export const summary = (rest: Partial<RunSummary> = {}): RunSummary => ({
  preset: INFO.preset,
  technique: INFO.technique,
  seed: 7,
  params: INFO.params,
  outcome: 'ok',
  tasks: { ...NO_TASKS, submitted: 2, ok: 1, cancelled: 1 },
  makespanMs: 50,
  throughput: 20,
  waitMs: { p50: 10, p95: 10, p99: 10 },
  runMs: { p50: 30, p95: 30, p99: 30 },
  transferMs: { p50: 2, p95: 2, p99: 2 },
  maxQueueDepth: 1,
  inversions: 0,
  workers: [],
  cpuMs: 20,
  appCpuMs: 5,
  droppedTasks: 0,
  ...rest,
})

/** Times of a task as the columns want them, from the differences. */
export const task = (id: number, [submittedMs, waitMs, inMs, runMs, outMs]: readonly [number, number, number, number, number], rest: NonNullable<Rows['tasks']>[number] = {}) => ({
  id,
  submittedMs,
  dispatchedMs: submittedMs + waitMs,
  startedMs: submittedMs + waitMs + inMs,
  finishedMs: submittedMs + waitMs + inMs + runMs,
  receivedMs: submittedMs + waitMs + inMs + runMs + outMs,
  outcome: OUTCOMES.indexOf('ok'),
  ...rest,
})

export const batch = (seq: number, given: Partial<Omit<Batch, 'tables'>> = {}, rows: Rows = {}): Batch =>
  anyBatch(seq, { ...(seq === 0 ? { info: INFO } : {}), ...given }, rows)

export function fileOf(batches: readonly Batch[]): Uint8Array {
  return new Uint8Array(Buffer.concat([encodeRunFileHead(), ...batches.map(encodeRecord)]))
}

export const recorded = (...batches: readonly Batch[]): RecordedRun => readRecordedRun(fileOf(batches))

/** Runs a preset to its end and returns its run file. */
export async function record(request: RunRequest): Promise<Uint8Array> {
  const run = await startRun({ seed: 7, ...request })
  const reader = run.openReader()
  const batches: Batch[] = []
  await run.finished
  for (let next = reader.next(); next !== null; next = reader.next()) batches.push(next)
  return fileOf(batches)
}

/** A small run with one of each: two tasks, of which one was cancelled in the queue. */
export const SMALL: RecordedRun = recorded(
  batch(
    0,
    {
      counts: { ...NO_TASKS, submitted: 2, ok: 1 },
      workers: [worker(0, { state: 'ready', endedMs: null, tasks: 0 })],
      log: [{ atMs: 5, level: 'info', text: 'Begun.', worker: null }],
    },
    {
      tasks: [task(0, [1, 10, 1, 30.5, 1], { kind: 0 })],
      depth: [{ atMs: 1, depth: 1 }],
      samples: [
        { atMs: 10, worker: 0, cores: 0.5, memoryBytes: 1000, loopDelayMs: -1 },
        { atMs: 10, worker: 0xffff, cores: 0.1, memoryBytes: -1, loopDelayMs: -1 },
        { atMs: 20, worker: 0, cores: -1, memoryBytes: -1, loopDelayMs: 2 },
      ],
      spans: [{ fromMs: 2, toMs: 12, worker: 0, state: 0 }],
    },
  ),
  batch(
    1,
    {
      counts: { ...NO_TASKS, submitted: 2, ok: 1, cancelled: 1 },
      workers: [worker(0, { state: 'lost', exitCode: -9 })],
      log: [{ atMs: 100, level: 'error', text: 'Lost.', worker: 0 }],
      summary: summary(),
    },
    { tasks: [task(1, [2, 48, 0, 0, 0], { kind: 1, worker: 0xffff, outcome: OUTCOMES.indexOf('cancelled') })] },
  ),
)
