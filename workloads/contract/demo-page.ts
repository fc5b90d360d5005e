import { z } from 'zod'
import type { Cue, Show } from './show.ts'

const count = z.number().int().nonnegative()

/** Page and demo are written together, by one version: what a cue holds beside this is as it was made. */
const cueSchema = z.custom<Cue>((value) => z.object({ atMs: z.number(), cue: z.string() }).safeParse(value).success)
const showSchema: z.ZodType<Show> = z.object({ durationMs: z.number().nonnegative(), cues: z.array(cueSchema) })

/** What a page that plays a demo (docs/demos.md) holds beside the run files of its runs. */
export const demoPageSchema = z.object({
  title: z.string(),
  summary: z.string(),
  show: showSchema,
  /** Bytes of each run file, in the order in which the show counts runs: they stand in the page one after the other. */
  runBytes: z.array(count),
  /** `system`: as its reader's. */
  theme: z.enum(['system', 'light', 'dark']),
})
export type DemoPage = z.infer<typeof demoPageSchema>
