import { z } from 'zod'
import { isExportId, type ExportId } from './exports.ts'
import { paramsSchema } from './run.ts'

/** `recording`: it is being written, by this host or another; `cut off`: it has no end, and nobody writes it any more. */
export const SAVED_RUN_STATES = ['recording', 'whole', 'cut off'] as const

/** A run file of the host's library. */
export const savedRunSchema = z.object({
  /** Name of the file, without extension. Its bytes are at `runFilePath(id)`. */
  id: z.string(),
  /** For people: what the user called it, else the title of its preset. */
  name: z.string(),
  runId: z.string(),
  preset: z.string(),
  technique: z.string(),
  title: z.string(),
  seed: z.number().int(),
  params: paramsSchema,
  /** ISO 8601. */
  startedAt: z.string(),
  bytes: z.number().int().nonnegative(),
  state: z.enum(SAVED_RUN_STATES),
})
export type SavedRun = z.infer<typeof savedRunSchema>

const count = z.number().int().nonnegative()

export const savedRunsSchema = z.object({
  /** Newest first. */
  runs: z.array(savedRunSchema),
  /** Older files that are not in the list. */
  notListed: count,
  /** Files that this version cannot read. */
  unreadable: count,
  /** All run files together, without those in the trash. */
  totalBytes: count,
  overQuota: z.object({
    /** Beyond the quota; 0 within it. */
    bytes: count,
    /** Oldest first: their removal would bring the library within its quota. Nothing removes them unasked. */
    oldest: z.array(z.string()),
  }),
  /** Why runs are not recorded, for people; null when they are. */
  problem: z.string().nullable(),
})
export type SavedRuns = z.infer<typeof savedRunsSchema>

/** Where a window gets the bytes of a run file, from its own origin. */
export const runFilePath = (id: string): string => `/runs/${encodeURIComponent(id)}.pscope`

/** Where a window gets a run file in another format. */
export const exportPath = (id: string, format: ExportId): string => `/runs/${encodeURIComponent(id)}/${format}`

/** A run file, as it is or as an export. */
export interface RunPath {
  readonly id: string
  /** null: its bytes as they are. */
  readonly format: ExportId | null
}

/** What such a path (without query) names; null when it is another path. */
export function readRunPath(path: string): RunPath | null {
  const [, encoded = '', name] = /^\/runs\/([^/]+)(?:[.]pscope|\/([a-z-]+))$/.exec(path) ?? []
  const id = decoded(encoded)
  if (id === null || id === '') return null
  if (name === undefined) return { id, format: null }
  return isExportId(name) ? { id, format: name } : null
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null // no characters of UTF-8
  }
}
