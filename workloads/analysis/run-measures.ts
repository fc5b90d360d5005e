import { NO_WORKER, OUTCOMES } from '../contract/telemetry.ts'
import { taskCost } from './cost/task-cost.ts'
import { summarize } from './summary.ts'
import type { TaskCost } from '../contract/cost.ts'
import type { RunSummary } from '../contract/run.ts'
import type { RecordedRun } from './recorded-run.ts'

const OK = OUTCOMES.indexOf('ok')
const ERROR = OUTCOMES.indexOf('error')

/** What two runs are compared by. null: without values, or not measured. */
export interface RunMeasures {
  readonly makespanMs: number | null
  /** Ended tasks a second, without the cancelled ones. */
  readonly throughput: number | null
  readonly waitP50Ms: number | null
  readonly waitP95Ms: number | null
  readonly waitP99Ms: number | null
  readonly runP50Ms: number | null
  readonly runP95Ms: number | null
  readonly runP99Ms: number | null
  /** CPU time of all workers together. */
  readonly cpuSeconds: number | null
  readonly peakMemoryBytes: number | null
  /** Of the time that tasks took at workers, the part that went into transfer; 0 to 1. */
  readonly transferShare: number | null
}

/** What the measures of a run are told from. */
export type MeasuredRun = Pick<RecordedRun, 'info' | 'summary' | 'counts' | 'tasks' | 'depth' | 'samples' | 'workers' | 'dropped'>

/** The figures of a run; of one that was cut off, those of its recorded part, up to `untilMs`. */
export function summaryOf(run: MeasuredRun): RunSummary {
  if (run.summary !== null) return run.summary
  return summarize({
    info: run.info,
    outcome: 'stopped',
    tasks: run.tasks,
    counts: run.counts,
    workers: run.workers,
    appCpuMs: -1,
    maxQueueDepth: maxOf(run.depth.columns.depth),
    droppedTasks: run.dropped.tasks,
  })
}

/** Where the time of its tasks went; also of a run file of before summaries told it. */
export function costOf(run: MeasuredRun): TaskCost | null {
  const { cost } = summaryOf(run)
  return cost === undefined ? taskCost(run) : cost
}

function maxOf(values: Iterable<number>): number {
  let max = 0
  for (const value of values) max = Math.max(max, value)
  return max
}

export function measuresOf(run: MeasuredRun): RunMeasures {
  const { makespanMs, throughput, waitMs, runMs, cpuMs } = summaryOf(run)
  const ran = run.tasks.length > 0
  return {
    makespanMs: ran ? makespanMs : null,
    throughput: ran ? throughput : null,
    waitP50Ms: waitMs.p50,
    waitP95Ms: waitMs.p95,
    waitP99Ms: waitMs.p99,
    runP50Ms: runMs.p50,
    runP95Ms: runMs.p95,
    runP99Ms: runMs.p99,
    cpuSeconds: cpuMs < 0 ? null : cpuMs / 1000,
    peakMemoryBytes: peakMemoryBytes(run),
    transferShare: transferShare(run),
  }
}

/**
 * The most memory that all workers had at a time, each taken as last measured until it ended. Resident set of processes,
 * heap of threads: of use between runs with the same kind of worker.
 */
export function peakMemoryBytes({ samples, workers }: Pick<RecordedRun, 'samples' | 'workers'>): number | null {
  const { atMs, worker, memoryBytes } = samples.columns
  const endings = workers.flatMap(({ index, endedMs }) => (endedMs === null ? [] : [{ index, endedMs }]))
  endings.sort((a, b) => a.endedMs - b.endedMs)
  const held = new Map<number, number>()
  let sum = 0
  let peak: number | null = null
  const set = (index: number, bytes: number): void => {
    sum += bytes - (held.get(index) ?? 0)
    held.set(index, bytes)
  }
  let ended = 0
  for (let row = 0; row < samples.length; row++) {
    const index = worker[row] ?? NO_WORKER
    const bytes = memoryBytes[row] ?? -1
    if (index === NO_WORKER || bytes < 0) continue
    for (let next = endings[ended]; next !== undefined && next.endedMs < (atMs[row] ?? 0); next = endings[++ended]) {
      set(next.index, 0)
    }
    set(index, bytes)
    peak = Math.max(peak ?? 0, sum)
  }
  return peak
}

/** Transfer in and out against the whole time at workers, over the tasks that ended by themselves; null without any. */
export function transferShare({ tasks }: Pick<RecordedRun, 'tasks'>): number | null {
  const { dispatchedMs, startedMs, finishedMs, receivedMs, worker, outcome } = tasks.columns
  let running = 0
  let total = 0
  for (let row = 0; row < tasks.length; row++) {
    if (worker[row] === NO_WORKER || (outcome[row] !== OK && outcome[row] !== ERROR)) continue
    running += (finishedMs[row] ?? 0) - (startedMs[row] ?? 0)
    total += (receivedMs[row] ?? 0) - (dispatchedMs[row] ?? 0)
  }
  return total > 0 ? Math.max(0, 1 - running / total) : null
}
