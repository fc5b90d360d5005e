import { z } from 'zod'
import { OWN_TASK } from './own-task.ts'
import { paramFieldSchema } from './parameters.ts'
import { paramsSchema } from './run.ts'

export const TECHNIQUE_IDS = [
  'threads',
  'processes',
  'thread-pool',
  'process-pool',
  'gather',
  'async-wait',
  'thread-queue',
  'process-queue',
  'event-loop',
  'network',
] as const
export const techniqueIdSchema = z.enum(TECHNIQUE_IDS)
export type TechniqueId = z.infer<typeof techniqueIdSchema>

export const PRESET_GROUPS = ['yours', 'techniques', 'pitfalls', 'demos'] as const

/** A preset is data: a technique with parameters, and what the viewer will see. */
export const presetSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  technique: techniqueIdSchema,
  group: z.enum(PRESET_GROUPS),
  /** One line: what you will see. */
  summary: z.string(),
  params: paramsSchema,
})
export type Preset = z.infer<typeof presetSchema>

/** A preset, or your own task, as the window gets it: with the form that its schema makes. */
export const presetInfoSchema = presetSchema.extend({ technique: z.enum([...TECHNIQUE_IDS, OWN_TASK]), fields: z.array(paramFieldSchema) })
export type PresetInfo = z.infer<typeof presetInfoSchema>
