import { z } from 'zod'
import { UsageError } from './errors.ts'
import { didYouMean } from './nearest.ts'
import { paramValueSchema, type Params, type ParamValue } from './run.ts'

/**
 * Parameters of techniques. Each technique has one zod object; validation, the form, `--set` and the docs all come
 * from it. A field's `.meta()` holds what the form needs beyond the type.
 */
export interface ParamMeta {
  label: string
  help?: string
  /** Shown behind the value: ms, /s, MB. */
  unit?: string
  /** What to open for it: `folder` and `file` offer a picker where the host has one. */
  widget?: 'folder' | 'file' | 'url'
  /** The field only matters when another has one of these values. */
  showWhen?: { name: string; values: readonly ParamValue[] }
  /** Names for choices, where the value alone does not read well. */
  choiceLabels?: Record<string, string>
}

export const paramFieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string().optional(),
  unit: z.string().optional(),
  type: z.enum(['integer', 'number', 'choice', 'text', 'boolean', 'folder', 'file', 'url']),
  default: paramValueSchema,
  min: z.number().optional(),
  max: z.number().optional(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** Texts that the user may mean, such as files used before. */
  suggestions: z.array(z.string()).optional(),
  showWhen: z.object({ name: z.string(), values: z.array(paramValueSchema) }).optional(),
})
/** One field of a form, as data for the window. */
export type ParamField = z.infer<typeof paramFieldSchema>

const jsonFieldSchema = z.object({
  type: z.enum(['integer', 'number', 'string', 'boolean']),
  default: paramValueSchema,
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(z.string()).optional(),
  label: z.string(),
  help: z.string().optional(),
  unit: z.string().optional(),
  widget: z.enum(['folder', 'file', 'url']).optional(),
  showWhen: z.object({ name: z.string(), values: z.array(paramValueSchema) }).optional(),
  choiceLabels: z.record(z.string(), z.string()).optional(),
})

/**
 * The form fields of a technique's schema, with a preset's values as defaults.
 * @throws ZodError when a field of the schema lacks a default or a label (a mistake in the technique)
 */
export function describeParameters(schema: z.ZodObject, values: Params = {}): ParamField[] {
  const json = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(json.properties ?? {}).map(([name, property]) => {
    const field = jsonFieldSchema.parse(property)
    const { minimum: min, maximum: max, enum: choices, choiceLabels, widget } = field
    return paramFieldSchema.parse({
      name,
      label: field.label,
      help: field.help,
      unit: field.unit,
      showWhen: field.showWhen,
      type: widget ?? (choices ? 'choice' : field.type === 'string' ? 'text' : field.type),
      default: values[name] ?? field.default,
      min,
      max,
      choices: choices?.map((value) => ({ value, label: choiceLabels?.[value] ?? value })),
    })
  })
}

/**
 * Checked parameters: the given ones over the preset's over the schema's own defaults.
 * @throws UsageError that names the parameter, what it may be, and the nearest valid names
 */
export function parseParameters<S extends z.ZodObject>(schema: S, preset: Params, given: Params): z.infer<S> {
  const names = Object.keys(schema.shape)
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw new UsageError(`There is no parameter "${name}". ${didYouMean(name, names)}`)
  }
  const result = schema.safeParse({ ...preset, ...given })
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const name = String(issue?.path[0] ?? '')
  const value = given[name] ?? preset[name]
  throw new UsageError(`Parameter "${name}" cannot be ${JSON.stringify(value)}. ${issue?.message ?? ''}`.trim())
}

/**
 * A text (from `--set name=value`) as the type that the schema wants; a text that does not fit is left for
 * `parseParameters` to refuse.
 */
export function coerceParameter(schema: z.ZodObject, name: string, text: string): ParamValue {
  const field = describeParameters(schema).find((candidate) => candidate.name === name)
  if ((field?.type === 'integer' || field?.type === 'number') && text.trim() !== '' && Number.isFinite(Number(text))) {
    return Number(text)
  }
  if (field?.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
