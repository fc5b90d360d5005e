import type { RecordedRun } from '../../analysis/index.ts'
import { inChunks, separated } from './chunks.ts'
import type { ExportFormat } from './export-format.ts'
import { namesOf } from './names.ts'
import { toUs, type TraceEvent } from './trace-event.ts'
import { RUN_PID, RUN_TID, TraceLayout } from './trace-layout.ts'
import { cpuEvents, workerEvents } from './trace-worker.ts'

/** Runs of more tasks have the waits in the queue as arguments of their tasks only: viewers draw a row for each at a time. */
export const MAX_QUEUE_SLICES = 10_000

/** Trace Event Format (JSON object format), for Perfetto and chrome://tracing. */
export const chromeTrace = {
  id: 'chrome-trace',
  write: (run) => inChunks(pieces(run)),
} satisfies ExportFormat

/** Perfetto tells the format by what the text begins with, so the events come first. */
function* pieces(run: RecordedRun): Iterable<string> {
  yield '{"traceEvents":[\n'
  yield* separated(texts(run), ',\n')
  const otherData = {
    ...run.info,
    counts: run.counts,
    dropped: run.dropped,
    end: run.end,
    queueWaits: hasQueueSlices(run) ? 'slices' : 'arguments of the tasks only',
  }
  yield `\n],"displayTimeUnit":"ms","otherData":${JSON.stringify(otherData)}}\n`
}

function* texts(run: RecordedRun): Iterable<string> {
  for (const event of traceEvents(run)) yield JSON.stringify(event)
}

function* traceEvents(run: RecordedRun): Iterable<TraceEvent> {
  const layout = new TraceLayout(run)
  yield* layout.processes(run.info.title)
  yield* queue(run)
  yield* runLog(run, layout)
  yield* cpuEvents(run, layout.appSamples, { ...HERE, name: 'CPU of the app' })
  for (const worker of layout.workers) yield* workerEvents(run, layout, worker)
}

const hasQueueSlices = ({ tasks }: RecordedRun): boolean => tasks.length <= MAX_QUEUE_SLICES

/** Its depth, and each task's wait: slices that overlap, from submission to dispatch. */
function* queue(run: RecordedRun): Iterable<TraceEvent> {
  const { atMs, depth } = run.depth.columns
  for (let row = 0; row < run.depth.length; row++) {
    yield { ...HERE, ph: 'C', name: 'queue depth', ts: toUs(atMs[row] ?? 0), args: { tasks: depth[row] ?? 0 } }
  }
  if (!hasQueueSlices(run)) return
  const names = namesOf(run)
  const { id, submittedMs, dispatchedMs, worker, outcome } = run.tasks.columns
  for (let row = 0; row < run.tasks.length; row++) {
    const slice = { ...HERE, cat: 'queue', name: 'waiting in the queue', id: `queue.${id[row] ?? row}` } as const
    const args = {
      submissionRank: id[row] ?? row,
      worker: names.worker(worker[row]),
      outcome: names.outcome(outcome[row]),
    }
    yield { ...slice, ph: 'b', ts: toUs(submittedMs[row] ?? 0), args }
    yield { ...slice, ph: 'e', ts: toUs(dispatchedMs[row] ?? 0) }
  }
}

const HERE = { pid: RUN_PID, tid: RUN_TID } as const

/** Entries that are about no worker, or about one that is nowhere else. */
function* runLog({ log }: RecordedRun, { workers }: TraceLayout): Iterable<TraceEvent> {
  const known = new Set(workers.map(({ index }) => index))
  for (const { atMs, level, text, worker } of log) {
    if (worker !== null && known.has(worker)) continue
    yield { ...HERE, ph: 'i', cat: 'log', name: text, ts: toUs(atMs), s: 'p', args: { level } }
  }
}
