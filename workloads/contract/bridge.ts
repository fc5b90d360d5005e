import { z } from 'zod'
import { knobRequestSchema } from './knobs.ts'
import { presetInfoSchema } from './preset.ts'
import { paramsSchema } from './run.ts'
import { savedRunsSchema } from './saved-run.ts'
import { storyboardSchema } from './storyboard.ts'
import { keptSweepSchema, sweepRequestSchema, sweepStateSchema } from './sweep-request.ts'
import { VIDEO_REQUESTS } from './video.ts'

/**
 * Everything a window can ask of a host, declared once. The client and the server are both derived from this table;
 * a new request is one entry here and one handler in the session.
 *
 * On the wire a request is JSON text, its reply too; telemetry batches (`batch.ts`) come as binary messages.
 */
export const PROTOCOL_VERSION = 1

/** What this host can do; the window asks this and never what kind of host it is. */
export const capabilitiesSchema = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  app: z.string(),
  cores: z.number().int().positive(),
  platform: z.string(),
  node: z.string(),
  /** Null where there is none. */
  electron: z.string().nullable(),
  /** The host can show pickers of folders and files. */
  pickFolder: z.boolean(),
  /** The host lets the window record itself, and nothing else, without asking the user what to show. */
  recordsItself: z.boolean(),
  /** CPU time is measured for each thread (else it is shown as not measured). */
  cpuPerThread: z.boolean(),
  /** The folder that file tasks read when the user chose none. */
  defaultFolder: z.string(),
  /** Where this host keeps run files, and how many bytes of them before it asks which to remove. */
  library: z.object({ folder: z.string(), quotaBytes: z.number().int().nonnegative() }),
})
export type Capabilities = z.infer<typeof capabilitiesSchema>

const nothing = z.object({})
const savedRunId = z.object({ id: z.string() })
const sweepId = z.object({ sweepId: z.string() })

const startInput = z.object({
  preset: z.string(),
  params: paramsSchema,
  seed: z.number().int().min(0).max(0xffffffff).optional(),
  /** The user has agreed to what `ERR_CONFIRMATION_NEEDED` asked. */
  confirmed: z.boolean().optional(),
})

export const REQUESTS = {
  hello: { input: nothing, output: z.object({ capabilities: capabilitiesSchema, presets: z.array(presetInfoSchema) }) },
  startRun: { input: startInput, output: z.object({ runId: z.string() }) },
  /** Two runs at the same moment, which share the cores. Stopping one stops both. */
  startRace: { input: z.object({ runs: z.tuple([startInput, startInput]) }), output: z.object({ runIds: z.tuple([z.string(), z.string()]) }) },
  /** Changes a run while it goes on; gives what is told of it in its log. */
  turnKnob: { input: knobRequestSchema.extend({ runId: z.string() }), output: z.object({ label: z.string() }) },
  stopRun: { input: z.object({ runId: z.string() }), output: nothing },
  pickFolder: { input: nothing, output: z.object({ folder: z.string().nullable() }) },
  /** Null where the user chose none, or the host has no picker: `pickFolder` in its capabilities tells. */
  pickFile: { input: nothing, output: z.object({ file: z.string().nullable() }) },
  /** The demos that come with the app. */
  listStoryboards: { input: nothing, output: z.object({ storyboards: z.array(storyboardSchema) }) },
  /**
   * Answered when files of your own task have changed since version `seen` of them (null: at once), or after 20 s all the
   * same. Paths are absolute, or empty. The files are watched as long as somebody asks.
   */
  ownTaskChanged: {
    input: z.object({ path: z.string(), inputs: z.string(), seen: z.number().int().nullable() }),
    output: z.object({ version: z.number().int() }),
  },
  listRuns: { input: nothing, output: savedRunsSchema },
  /** Gives the new id: the name is made fit for files, and gets a number where it is taken. */
  renameRun: { input: savedRunId.extend({ name: z.string() }), output: savedRunId },
  /** Into the trash; gives the id that `restoreRun` takes. */
  deleteRun: { input: savedRunId, output: savedRunId },
  restoreRun: { input: savedRunId, output: savedRunId },
  /** Many runs of one workload, one after the other; none is recorded. */
  startSweep: { input: z.object({ sweep: sweepRequestSchema, confirmed: z.boolean().optional() }), output: sweepId },
  /** What was measured stays. */
  stopSweep: { input: sweepId, output: nothing },
  /** The host's last sweep. Answered when there is something newer than `seen`, and at once while no sweep goes on. */
  followSweep: { input: z.object({ seen: z.number().int() }), output: z.object({ version: z.number().int(), sweep: sweepStateSchema.nullable() }) },
  /** Those that were kept, newest first. */
  listSweeps: { input: nothing, output: z.object({ sweeps: z.array(keptSweepSchema) }) },
  openSweep: { input: sweepId, output: z.object({ sweep: sweepStateSchema }) },
  /** Into the trash, from where `restoreSweep` brings it back. */
  deleteSweep: { input: sweepId, output: nothing },
  restoreSweep: { input: sweepId, output: nothing },
  ...VIDEO_REQUESTS,
} as const

export type RequestName = keyof typeof REQUESTS
export type RequestInput<N extends RequestName> = z.input<(typeof REQUESTS)[N]['input']>
export type RequestOutput<N extends RequestName> = z.output<(typeof REQUESTS)[N]['output']>

const serializedErrorSchema = z.object({ name: z.string(), message: z.string(), code: z.string().optional() })

/** Window to host. */
export const requestMessageSchema = z.object({
  id: z.number().int().nonnegative(),
  request: z.enum(Object.keys(REQUESTS) as [RequestName, ...RequestName[]]),
  input: z.unknown(),
})
export type RequestMessage = z.infer<typeof requestMessageSchema>

/** Host to window. */
export const replyMessageSchema = z.union([
  z.object({ id: z.number().int(), output: z.unknown() }).strict(),
  z.object({ id: z.number().int(), error: serializedErrorSchema }).strict(),
])
export type ReplyMessage = z.infer<typeof replyMessageSchema>

/** Text: JSON of a message above. Bytes: a telemetry batch, host to window only. */
export type WireMessage = string | Uint8Array

/** Moves messages and nothing else. Each subscription returns its disposer. */
export interface Transport {
  send(message: WireMessage): void
  onMessage(listener: (message: WireMessage) => void): () => void
  /** Called once when no message can come or go any more. */
  onClose(listener: () => void): () => void
  /** Bytes handed to `send` that have not left yet; a sender of telemetry waits while this is large. */
  readonly bufferedBytes: number
  close(): void
}

/** A request is small; more than this is not one of ours. */
export const MAX_REQUEST_BYTES = 1024 * 1024
