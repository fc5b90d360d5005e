import { z } from 'zod'
import {
  countsSchema,
  knobOfferSchema,
  logEntrySchema,
  OUTCOMES,
  paramValueSchema,
  runInfoSchema,
  runSummarySchema,
  WAIT_STATES,
  workerSchema,
} from '../../contract/index.ts'

const list = <T extends z.ZodType>(element: T, about: string) => z.array(element).describe(about)
const rank = z.number().int().nonnegative()
const worker = rank.nullable()
const ms = z.number()

/** The contract's own lists and records stop at their first error, which JSON Schema cannot say. */
const params = z.record(z.string(), paramValueSchema)
const infoSchema = runInfoSchema.extend({ params, kinds: z.array(z.string()), knobs: z.array(knobOfferSchema).optional() })
const summaryWorkerSchema = workerSchema
  .pick({ id: true, kind: true, pid: true, threadId: true, tasks: true, cpuMs: true })
  .extend({ maxRssBytes: z.number() })
const summarySchema = runSummarySchema.extend({ params, workers: z.array(summaryWorkerSchema) })

/** The form of a JSON export. Tables are columns of equal length, as data frames take them. */
export const runExportSchema = z.object({
  format: z.literal('poolscope-run'),
  version: z.literal(1),
  end: z.object({
    how: z.enum(['whole', 'cut off', 'damaged']),
    reason: z.string(),
    lostBytes: rank,
  }),
  untilMs: ms.describe('Time of the last record, in ms since the start of the run, as all times here.'),
  info: infoSchema,
  summary: summarySchema.nullable().describe('null when the recording does not reach the end of the run.'),
  counts: countsSchema,
  dropped: z.object({ tasks: rank, rows: rank }).describe('What the recording could not keep; 0 is normal.'),
  workers: z.array(workerSchema),
  log: z.array(logEntrySchema),
  tasks: z.object({
    completionRank: list(rank, 'How many tasks ended before this one.'),
    submissionRank: list(rank, 'How many tasks were submitted before this one.'),
    kind: list(z.string(), 'Kind of work.'),
    outcome: list(z.enum(OUTCOMES), 'How it ended.'),
    worker: list(worker, 'Index of its worker; null: it never reached one, and its middle times are those of its end.'),
    submittedMs: list(ms, 'Put into the queue.'),
    dispatchedMs: list(ms, 'Handed to the worker.'),
    startedMs: list(ms, 'Its function began.'),
    finishedMs: list(ms, 'Its function ended.'),
    receivedMs: list(ms, 'Its result was there.'),
  }),
  depth: z.object({ atMs: list(ms, 'Time of the change.'), depth: list(rank, 'Tasks in the queue since then.') }),
  samples: z.object({
    atMs: list(ms, 'Time of the sample.'),
    worker: list(worker, 'Index of the worker; null: the app itself.'),
    cores: list(z.number().nullable(), 'CPU time / wall time since the last sample; null: not measured.'),
    memoryBytes: list(z.number().nullable(), 'Resident set of a process, heap of a thread; null: not measured.'),
    loopDelayMs: list(z.number().nullable(), 'How late the event loop is; null: not measured.'),
  }),
  waits: z.object({
    fromMs: list(ms, 'Begin of the wait.'),
    toMs: list(ms, 'Its end.'),
    worker: list(worker, 'Index of the worker that waited.'),
    state: list(z.enum(WAIT_STATES), 'What for.'),
  }),
})
export type RunExport = z.infer<typeof runExportSchema>

/** The same as JSON Schema (draft 2020-12), for readers in other languages. */
export const runExportJsonSchema = (): object => z.toJSONSchema(runExportSchema)
