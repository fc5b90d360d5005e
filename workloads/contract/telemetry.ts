import { z } from 'zod'
import type { TableSpec } from './columns.ts'
import { WAIT_STATES } from './names.ts'

export { OUTCOMES, WAIT_STATES, type Outcome, type WaitState } from './names.ts'

/**
 * What the engine tells about a run while it goes on. All times are milliseconds since the start of the run.
 */

/** Value of the `worker` column for a task that never reached one, and for samples of the app itself. */
export const NO_WORKER = 0xffff

/**
 * One row per ended task, in the order in which they ended: the row number is the completion rank.
 * `submittedMs`: when it was put into the queue, or when it was due where tasks arrive on a schedule.
 * `id` is the submission rank. A task that was cancelled before it was dispatched has the time of its end in the
 * columns it never reached, so that the differences below are 0 and no column holds a gap:
 * wait = dispatched - submitted; transfer in = started - dispatched; run = finished - started;
 * transfer out = received - finished.
 */
export const TASK_COLUMNS = {
  submittedMs: 'f64',
  dispatchedMs: 'f64',
  startedMs: 'f64',
  finishedMs: 'f64',
  receivedMs: 'f64',
  id: 'u32',
  worker: 'u16',
  kind: 'u8',
  outcome: 'u8',
} as const satisfies TableSpec

/** Queue depth after each change (changes closer together than the recorder's resolution are merged, keeping peaks). */
export const DEPTH_COLUMNS = { atMs: 'f64', depth: 'u32' } as const satisfies TableSpec

/**
 * What a worker used since its last sample. `cores`: CPU time / wall time. `memoryBytes`: resident set of a process,
 * V8 heap and external memory of a thread. `loopDelayMs`: how late the worker's event loop is. -1 in each of these
 * three means "not measured": the system does not tell, or the time since the last sample is too short to say.
 */
export const SAMPLE_COLUMNS = {
  atMs: 'f64',
  memoryBytes: 'f64',
  cores: 'f32',
  loopDelayMs: 'f32',
  worker: 'u16',
} as const satisfies TableSpec

/** Ended waits of a worker on a queue (or a lock). Waits that go on are in the header's `activity`. */
export const SPAN_COLUMNS = { fromMs: 'f64', toMs: 'f64', worker: 'u16', state: 'u8' } as const satisfies TableSpec

/** Pixels of finished picture tiles, one byte a pixel, tiles one behind the other as in the header's `tiles`. */
export const PIXEL_COLUMNS = { value: 'u8' } as const satisfies TableSpec

export const BATCH_TABLES = {
  tasks: TASK_COLUMNS,
  depth: DEPTH_COLUMNS,
  samples: SAMPLE_COLUMNS,
  spans: SPAN_COLUMNS,
  pixels: PIXEL_COLUMNS,
} as const

const ms = z.number()
const count = z.number().int().nonnegative()

/** Ended tasks by outcome, and all that were submitted. */
export const countsSchema = z.object({
  submitted: count,
  ok: count,
  error: count,
  cancelled: count,
  timedOut: count,
  lost: count,
})
export type TaskCounts = z.infer<typeof countsSchema>

export const WORKER_KINDS = ['thread', 'process', 'event-loop'] as const
export const WORKER_ROLES = ['worker', 'producer', 'consumer', 'server'] as const
export const WORKER_STATES = ['starting', 'ready', 'exited', 'lost'] as const

/** A thread or process of a run. `index` is the value in `worker` columns. */
export const workerSchema = z.object({
  index: count,
  /** Shown to people: `thread 1`, `producer 2`. Unique in the run. */
  id: z.string(),
  kind: z.enum(WORKER_KINDS),
  role: z.enum(WORKER_ROLES),
  state: z.enum(WORKER_STATES),
  /** Of the process that the worker is, or that the thread belongs to. */
  pid: z.number().int().nullable(),
  /** The operating system's thread id where it can be had (Linux), else null. */
  threadId: z.number().int().nullable(),
  startedMs: ms,
  /** When it could take its first task: `readyMs - startedMs` is its start cost. */
  readyMs: ms.nullable(),
  endedMs: ms.nullable(),
  /** Index of the worker that was lost or ended by force, and whose place this one took; else null. */
  replaces: count.nullable(),
  /** As CPython's `Process.exitcode`: negative when a signal ended it. */
  exitCode: z.number().int().nullable(),
  tasks: count,
  /** -1: not measured. */
  cpuMs: ms,
  maxMemoryBytes: z.number(),
})
export type WorkerInfo = z.infer<typeof workerSchema>

export const LOG_LEVELS = ['info', 'warning', 'error'] as const
export const logEntrySchema = z.object({
  atMs: ms,
  level: z.enum(LOG_LEVELS),
  text: z.string(),
  worker: count.nullable(),
})
export type LogEntry = z.infer<typeof logEntrySchema>

/** What a worker is doing at the time of the batch; workers that are idle are left out. */
export const activitySchema = z.object({
  worker: count,
  /** `run`: a task (its id in `task`) is at the worker; otherwise the worker waits. */
  state: z.enum(['run', ...WAIT_STATES]),
  task: count.nullable(),
  sinceMs: ms,
})
export type WorkerActivity = z.infer<typeof activitySchema>

/** Where a tile belongs in the picture of the run. */
export const tileSchema = z.object({ x: count, y: count, width: count, height: count, worker: count, task: count })
export type Tile = z.infer<typeof tileSchema>
