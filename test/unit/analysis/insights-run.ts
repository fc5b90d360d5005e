import { findInsights, type Insight, type InsightInput } from '#engine/analysis/index.js'
import {
  DEPTH_COLUMNS,
  OUTCOMES,
  SAMPLE_COLUMNS,
  SPAN_COLUMNS,
  TASK_COLUMNS,
  type Outcome,
  type WorkerInfo,
} from '#engine/contract/telemetry.js'
import { tableOf } from '../renderer/batches.ts'
import { workerInfo } from '../renderer/workers.ts'

export interface Task {
  readonly worker?: number
  readonly kind?: number
  readonly outcome?: Outcome
  /** submitted, dispatched, started, finished, received */
  readonly times: readonly [number, number, number, number, number]
}

export interface Given extends Partial<Omit<InsightInput, 'tables'>> {
  readonly tasks?: readonly Task[]
  readonly depth?: readonly { atMs: number; depth: number }[]
  readonly samples?: readonly { atMs: number; worker: number; cores?: number; loopDelayMs?: number }[]
  readonly spans?: readonly { fromMs: number; toMs: number; worker: number; state: number }[]
}

export const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/** A worker that was ready from the start to the end. */
export const worker = (index: number, given: Partial<WorkerInfo> = {}): WorkerInfo =>
  workerInfo(index, { state: 'exited', exitCode: 0, ...given })

/** A run as the rules get it; its tasks are given in the order of their submission. */
export function runOf({ tasks = [], depth = [], samples = [], spans = [], ...rest }: Given): InsightInput {
  const counts = { submitted: tasks.length, ok: 0, error: 0, cancelled: 0, timedOut: 0, lost: 0 }
  for (const { outcome = 'ok' } of tasks) counts[outcome]++
  const rows = tasks
    .map(({ worker: index = 0, kind = 0, outcome = 'ok', times: [submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs] }, id) => ({
      ...{ submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs },
      ...{ id, worker: index, kind, outcome: OUTCOMES.indexOf(outcome) },
    }))
    .sort((a, b) => a.receivedMs - b.receivedMs)
  return {
    info: { capacity: null, kinds: ['spin'] },
    counts,
    workers: [],
    state: 'finished',
    nowMs: rows.at(-1)?.receivedMs ?? 0,
    cores: 2,
    ...rest,
    tables: {
      tasks: tableOf(TASK_COLUMNS, rows),
      depth: tableOf(DEPTH_COLUMNS, depth),
      samples: tableOf(SAMPLE_COLUMNS, samples.map((row) => ({ cores: -1, loopDelayMs: -1, ...row }))),
      spans: tableOf(SPAN_COLUMNS, spans),
    },
  }
}

/** One finding of a run; undefined when it is not there. */
export const find = (id: string, given: Given): Insight | undefined =>
  findInsights(runOf(given)).find((insight) => insight.id === id)

/** The numbers of a finding, without their units. */
export const numbersOf = (insight: Insight | undefined): number[] | undefined => insight?.numbers.map(({ value }) => value)
