import type { Table } from '../../contract/columns.ts'
import type { RunInfo, RunState } from '../../contract/run.ts'
import type {
  DEPTH_COLUMNS,
  SAMPLE_COLUMNS,
  SPAN_COLUMNS,
  TASK_COLUMNS,
  TaskCounts,
  WorkerInfo,
} from '../../contract/telemetry.ts'

/** What is known of a run that has ended; the page's run model is one as it is. */
export interface InsightInput {
  readonly info: Pick<RunInfo, 'capacity' | 'kinds'>
  readonly counts: TaskCounts
  /** By index; a worker that nobody told of is a hole. */
  readonly workers: readonly (WorkerInfo | undefined)[]
  readonly tables: {
    /** Ended tasks in the order in which they ended; the newest ones, if some were dropped. */
    readonly tasks: Table<typeof TASK_COLUMNS>
    readonly depth: Table<typeof DEPTH_COLUMNS>
    readonly samples: Table<typeof SAMPLE_COLUMNS>
    readonly spans: Table<typeof SPAN_COLUMNS>
  }
  readonly state: RunState
  /** Time of the end in the run. */
  readonly nowMs: number
  /** Of the machine that the run was on. */
  readonly cores: number
}

/** The worst first. */
export const SEVERITIES = ['problem', 'hint', 'good to know'] as const
export type Severity = (typeof SEVERITIES)[number]

/** `share` is of 1; `factor` says how many times. */
export type InsightUnit = 'ms' | 'count' | 'share' | 'per second' | 'cores' | 'factor'

export interface InsightNumber {
  readonly label: string
  readonly value: number
  readonly unit: InsightUnit
}

/** Where to look. */
export interface Evidence {
  readonly fromMs: number
  readonly toMs: number
  /** Indices of workers. */
  readonly workers?: readonly number[]
  /** Submission ranks, at most `MAX_EVIDENCE_TASKS`. */
  readonly tasks?: readonly number[]
}

/** More cannot be looked at one by one. */
export const MAX_EVIDENCE_TASKS = 100

export interface Insight {
  /** The rule's name, once in a run. */
  readonly id: string
  readonly severity: Severity
  /** A short sentence without a full stop. */
  readonly title: string
  /** What the numbers mean, and what to try. */
  readonly text: string
  readonly numbers: readonly InsightNumber[]
  readonly evidence: Evidence
}
