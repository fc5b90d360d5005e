import type { RecordedRun } from '../../analysis/index.ts'
import { NO_WORKER, WAIT_STATES, type ColumnArray } from '../../contract/index.ts'
import { inChunks, separated } from './chunks.ts'
import type { ExportFormat } from './export-format.ts'
import type { RunExport } from './json-schema.ts'
import { namesOf, toNanosecond } from './names.ts'

/** One object with all that was recorded but the pixels of pictures (json-schema.ts). */
export const json = {
  id: 'json',
  write: (run) => inChunks(pieces(run)),
} satisfies ExportFormat

type Tables = Pick<RunExport, 'tasks' | 'depth' | 'samples' | 'waits'>
type ValueOf = (row: number) => number | string | null
interface TableText {
  readonly length: number
  readonly columns: Readonly<Record<string, ValueOf>>
}

function* pieces(run: RecordedRun): Iterable<string> {
  const { end, untilMs, info, summary, counts, dropped, workers, log } = run
  const head: Omit<RunExport, keyof Tables> = {
    format: 'poolscope-run',
    version: 1,
    end,
    untilMs,
    info,
    summary,
    counts,
    dropped,
    workers: [...workers],
    log: [...log],
  }
  yield JSON.stringify(head).slice(0, -1) // the tables follow inside the same object
  for (const [name, table] of Object.entries(tablesOf(run))) {
    yield `,\n${JSON.stringify(name)}:{`
    yield* columnTexts(table)
    yield '}'
  }
  yield '}\n'
}

function* columnTexts({ length, columns }: TableText): Iterable<string> {
  let first = true
  for (const [name, valueOf] of Object.entries(columns)) {
    yield `${first ? '' : ','}\n${JSON.stringify(name)}:[`
    yield* separated(values(length, valueOf), ',')
    yield ']'
    first = false
  }
}

function* values(length: number, valueOf: ValueOf): Iterable<string> {
  for (let row = 0; row < length; row++) yield JSON.stringify(valueOf(row))
}

function tablesOf(run: RecordedRun): { readonly [T in keyof Tables]: TableText & { readonly columns: Record<keyof Tables[T], ValueOf> } } {
  const names = namesOf(run)
  const { tasks, depth, samples, spans } = run
  const task = tasks.columns
  const sample = samples.columns
  return {
    tasks: {
      length: tasks.length,
      columns: {
        completionRank: plain(run.completionRanks),
        submissionRank: plain(task.id),
        kind: (row) => names.kind(task.kind[row]),
        outcome: (row) => names.outcome(task.outcome[row]),
        worker: workerIndex(task.worker),
        submittedMs: time(task.submittedMs),
        dispatchedMs: time(task.dispatchedMs),
        startedMs: time(task.startedMs),
        finishedMs: time(task.finishedMs),
        receivedMs: time(task.receivedMs),
      },
    },
    depth: { length: depth.length, columns: { atMs: time(depth.columns.atMs), depth: plain(depth.columns.depth) } },
    samples: {
      length: samples.length,
      columns: {
        atMs: time(sample.atMs),
        worker: workerIndex(sample.worker),
        cores: measured(sample.cores),
        memoryBytes: measured(sample.memoryBytes),
        loopDelayMs: measured(sample.loopDelayMs),
      },
    },
    waits: {
      length: spans.length,
      columns: {
        fromMs: time(spans.columns.fromMs),
        toMs: time(spans.columns.toMs),
        worker: workerIndex(spans.columns.worker),
        state: (row) => WAIT_STATES[spans.columns.state[row] ?? 0] ?? 'get',
      },
    },
  }
}

const plain = (column: ColumnArray) => (row: number) => column[row] ?? 0
const time = (column: ColumnArray) => (row: number) => toNanosecond(column[row] ?? 0)
const workerIndex = (column: ColumnArray) => (row: number) => (column[row] === NO_WORKER ? null : (column[row] ?? null))
/** Digits beyond the sixth are those of 32-bit floats. */
const measured = (column: ColumnArray) => (row: number) => {
  const value = column[row] ?? -1
  return value < 0 ? null : Number(value.toPrecision(column instanceof Float32Array ? 6 : 15))
}
