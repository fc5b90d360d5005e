import type { Table } from '../../contract/columns.ts'
import { NO_WORKER, type DEPTH_COLUMNS, type TASK_COLUMNS, type WorkerInfo } from '../../contract/telemetry.ts'

/** The part of a run that queueing theory is asked about. */
export interface QueueInput {
  /** Ended tasks. */
  readonly tasks: Table<typeof TASK_COLUMNS>
  readonly depth: Table<typeof DEPTH_COLUMNS>
  readonly workers: readonly Pick<WorkerInfo, 'index' | 'kind' | 'role' | 'readyMs' | 'endedMs'>[]
}

/** What was measured between two times. Rates are tasks a second. */
export interface QueueWindow {
  readonly fromMs: number
  readonly toMs: number
  readonly arrivals: number
  readonly arrivalRate: number
  /** From submission to a worker, of the tasks that arrived in the window; null without any. */
  readonly meanWaitMs: number | null
  /** Mean over time of the queue depth, as the engine kept it. */
  readonly meanDepth: number
  /** Little's law: arrival rate times mean wait. null without arrivals. */
  readonly expectedDepth: number | null
  /**
   * How far the law is off, (depth - expected) / depth; 0 where both are 0. It holds exactly only where nothing waits at
   * the two edges: tasks that wait across an edge are its residual.
   */
  readonly residual: number | null
  /** Share of the time of ready workers in which they ran tasks; null where none takes one task at a time. */
  readonly utilisation: number | null
}

/**
 * The queue in `count` windows of equal length from the first submission to the last result. Little's law: Little, "A
 * proof for the queuing formula: L = λW", Operations Research 9 (1961); in windows: Little, "Little's law as viewed on
 * its 50th anniversary", Operations Research 59 (2011). Depth and waits are measured apart from each other.
 */
export function queueWindows(input: QueueInput, count: number): QueueWindow[] {
  const { submittedMs, receivedMs } = input.tasks.columns
  let [first, last] = [Infinity, -Infinity]
  for (let row = 0; row < input.tasks.length; row++) {
    first = Math.min(first, submittedMs[row] ?? 0)
    last = Math.max(last, receivedMs[row] ?? 0)
  }
  if (!(last > first)) return []
  const edges = Array.from({ length: count + 1 }, (_, i) => first + ((last - first) * i) / count)
  return edges.slice(1).map((toMs, i) => queueWindow(input, edges[i] ?? first, toMs))
}

/** One window, from `fromMs` to before `toMs`. */
export function queueWindow(input: QueueInput, fromMs: number, toMs: number): QueueWindow {
  const { submittedMs, dispatchedMs } = input.tasks.columns
  let arrivals = 0
  let waitMs = 0
  for (let row = 0; row < input.tasks.length; row++) {
    const at = submittedMs[row] ?? 0
    if (at < fromMs || at >= toMs) continue
    arrivals++
    waitMs += (dispatchedMs[row] ?? 0) - at
  }
  const lengthMs = toMs - fromMs
  const depthMs = timeAverage(input.depth, fromMs, toMs) * lengthMs
  return windowOf({ fromMs, toMs, arrivals, waitMs, depthMs, ...usedTime(input, fromMs, toMs) })
}

/** What a window is told from: sums over it. */
export interface QueueSums {
  readonly fromMs: number
  readonly toMs: number
  readonly arrivals: number
  /** Of the tasks that arrived. */
  readonly waitMs: number
  /** Depth over time: its integral. */
  readonly depthMs: number
  /** Workers that take one task at a time ran one, and were ready. */
  readonly busyMs: number
  readonly availableMs: number
}

export function windowOf({ fromMs, toMs, arrivals, waitMs, depthMs, busyMs, availableMs }: QueueSums): QueueWindow {
  const lengthMs = toMs - fromMs
  const meanDepth = depthMs / lengthMs
  const meanWaitMs = arrivals === 0 ? null : waitMs / arrivals
  const expectedDepth = meanWaitMs === null ? null : (arrivals / lengthMs) * meanWaitMs
  return {
    fromMs,
    toMs,
    arrivals,
    arrivalRate: (arrivals / lengthMs) * 1000,
    meanWaitMs,
    meanDepth,
    expectedDepth,
    residual: expectedDepth === null ? null : meanDepth === 0 && expectedDepth === 0 ? 0 : (meanDepth - expectedDepth) / Math.max(meanDepth, expectedDepth),
    utilisation: availableMs > 0 ? Math.min(1, busyMs / availableMs) : null,
  }
}

/** Mean over time of a depth that stays as it is until its next row; 0 before the first. */
function timeAverage({ length, columns }: QueueInput['depth'], fromMs: number, toMs: number): number {
  let area = 0
  for (let row = 0; row < length; row++) {
    const since = Math.max(fromMs, columns.atMs[row] ?? 0)
    const until = Math.min(toMs, row + 1 < length ? (columns.atMs[row + 1] ?? 0) : Infinity)
    if (until > since) area += (until - since) * (columns.depth[row] ?? 0)
  }
  return area / (toMs - fromMs)
}

/** Workers that take one task at a time: the time in which others are busy says nothing of whether they could take more. */
export const isServer = ({ kind, role }: Pick<WorkerInfo, 'kind' | 'role'>): boolean =>
  kind !== 'event-loop' && (role === 'worker' || role === 'consumer')

const overlapMs = (from: number, to: number, fromMs: number, toMs: number): number => Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs))

/** How long a worker was ready in a part of the time. */
export const readyMsIn = ({ readyMs, endedMs }: Pick<WorkerInfo, 'readyMs' | 'endedMs'>, fromMs: number, toMs: number): number =>
  readyMs === null ? 0 : overlapMs(readyMs, endedMs ?? Infinity, fromMs, toMs)

/** The utilisation law in its measured form, busy time over time there (Denning & Buzen, ACM Computing Surveys 10, 1978). */
function usedTime({ tasks, workers }: QueueInput, fromMs: number, toMs: number): Pick<QueueSums, 'busyMs' | 'availableMs'> {
  const servers = workers.filter(isServer)
  const availableMs = servers.reduce((sum, one) => sum + readyMsIn(one, fromMs, toMs), 0)
  const { startedMs, finishedMs, worker } = tasks.columns
  const known = new Set(servers.map(({ index }) => index))
  let busyMs = 0
  for (let row = 0; row < tasks.length; row++) {
    if (known.has(worker[row] ?? NO_WORKER)) busyMs += overlapMs(startedMs[row] ?? 0, finishedMs[row] ?? 0, fromMs, toMs)
  }
  return { busyMs, availableMs }
}
