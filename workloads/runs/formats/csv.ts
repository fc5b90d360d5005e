import type { RecordedRun } from '../../analysis/index.ts'
import { NO_WORKER } from '../../contract/index.ts'
import { inChunks } from './chunks.ts'
import type { ExportFormat } from './export-format.ts'
import { namesOf, toNanosecond } from './names.ts'

/** Units are in the names; docs/exports.md says what each is. */
export const CSV_COLUMNS = [
  'completion_rank',
  'submission_rank',
  'kind',
  'outcome',
  'worker',
  'submitted_ms',
  'dispatched_ms',
  'started_ms',
  'finished_ms',
  'received_ms',
  'wait_ms',
  'transfer_in_ms',
  'run_ms',
  'transfer_out_ms',
] as const

/** RFC 4180: lines end with CRLF, quotes are doubled. */
const LINE_END = '\r\n'

/** One row per ended task, in the order of completion. */
export const csv = {
  id: 'csv',
  write: (run) => inChunks(lines(run)),
} satisfies ExportFormat

function* lines(run: RecordedRun): Iterable<string> {
  yield `${CSV_COLUMNS.join(',')}${LINE_END}`
  const names = namesOf(run)
  const { id, kind, outcome, worker, submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs } = run.tasks.columns
  for (let row = 0; row < run.tasks.length; row++) {
    const at = [submittedMs, dispatchedMs, startedMs, finishedMs, receivedMs].map((column) => column[row] ?? 0)
    const [submitted = 0, dispatched = 0, started = 0, finished = 0, received = 0] = at
    // Cancelled in the queue: it has a beginning and an end, and nothing in between.
    const reached = worker[row] !== NO_WORKER
    const cells = [
      run.completionRanks[row] ?? row,
      id[row] ?? 0,
      text(names.kind(kind[row])),
      text(names.outcome(outcome[row])),
      text(names.worker(worker[row]) ?? ''),
      toNanosecond(submitted),
      ...(reached ? [dispatched, started, finished].map(toNanosecond) : ['', '', '']),
      toNanosecond(received),
      ...(reached
        ? [dispatched - submitted, started - dispatched, finished - started, received - finished].map(toNanosecond)
        : ['', '', '', '']),
    ]
    yield `${cells.join(',')}${LINE_END}`
  }
}

/** Quoted where need be. A file from elsewhere may hold names that a spreadsheet would run as formulas. */
function text(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
