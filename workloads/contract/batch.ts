import { z } from 'zod'
import { listOf } from './first-wrong.ts'
import { decodeFrame, encodeFrame, FrameError, type Tables } from './frame.ts'
import { knobTurnSchema } from './knobs.ts'
import { runInfoSchema, runStateSchema, runSummarySchema } from './run.ts'
import { activitySchema, BATCH_TABLES, countsSchema, logEntrySchema, tileSchema, workerSchema } from './telemetry.ts'

/**
 * What changed in a run since the batch before. A reader that applies all batches of a run in order knows all about
 * it; there is no other channel for telemetry, live or saved.
 */
export const BATCH_VERSION = 1

export const batchHeaderSchema = z.object({
  version: z.literal(BATCH_VERSION),
  runId: z.string(),
  /** 0, 1, 2, ... for each reader of a run. */
  seq: z.number().int().nonnegative(),
  /** Time of the batch in the run. */
  atMs: z.number(),
  state: runStateSchema,
  counts: countsSchema,
  /** Tasks waiting in the queue now. */
  depth: z.number().int().nonnegative(),
  /** Tasks that ended but that this reader will never get: the ring was full before they were read. 0 is normal. */
  droppedTasks: z.number().int().nonnegative(),
  /** Rows of the other tables lost in the same way, and log entries beyond what a run keeps. 0 is normal. */
  droppedRows: z.number().int().nonnegative(),
  /** In the first batch of a reader. */
  info: runInfoSchema.optional(),
  /** In the last one. */
  summary: runSummarySchema.optional(),
  /** Workers that are new or changed. */
  workers: listOf(workerSchema),
  activity: listOf(activitySchema),
  log: listOf(logEntrySchema),
  tiles: listOf(tileSchema),
  /** Uses of knobs since the batch before; left out when there were none. */
  turns: listOf(knobTurnSchema).optional(),
})
export type BatchHeader = z.infer<typeof batchHeaderSchema>

export interface Batch extends BatchHeader {
  readonly tables: Tables<typeof BATCH_TABLES>
}

/** A batch as one binary message. */
export function encodeBatch(batch: Batch): Uint8Array {
  const { tables, ...header } = batch
  return encodeFrame(header, BATCH_TABLES, tables)
}

/**
 * A batch from its binary message.
 * @throws FrameError when it is not one
 */
export function decodeBatch(bytes: Uint8Array): Batch {
  const { header, tables } = decodeFrame(bytes, BATCH_TABLES)
  const parsed = batchHeaderSchema.safeParse(header)
  if (!parsed.success) throw new FrameError(`the batch header is wrong: ${z.prettifyError(parsed.error)}`)
  return { ...parsed.data, tables }
}
