import { z } from 'zod'
import { stepSchema, storyboardSchema, type Step, type StepFieldMeta } from '../../workloads/contract/index.ts'

/** One field of a step, as its schema has it. */
export interface StepField extends StepFieldMeta {
  readonly name: string
  readonly optional: boolean
  readonly type: 'text' | 'number' | 'choice' | 'choices' | 'texts' | 'numbers' | 'preset' | 'params' | 'moment' | 'captions'
  readonly integer: boolean
  readonly min: number | null
  readonly max: number | null
  /** Of a choice, or of several. */
  readonly choices: readonly string[]
  /** A choice may be none. */
  readonly nullable: boolean
  /** Of a text; long ones get more room. */
  readonly maxLength: number | null
}

/** What zod tells of a field; anything else in it is of no interest here. */
const bound = z.number().nullable().catch(null)
const propertySchema = z.object({
  type: z.string().catch(''),
  label: z.string(),
  help: z.string().optional(),
  unit: z.string().optional(),
  widget: z.enum(['preset', 'params', 'moment', 'captions']).optional(),
  enum: z.array(z.string()).optional(),
  anyOf: z.array(z.looseObject({ enum: z.array(z.string()).optional(), type: z.string().optional() })).optional(),
  items: z.looseObject({ enum: z.array(z.string()).optional() }).optional().catch(undefined),
  prefixItems: z.array(z.unknown()).optional(),
  minimum: bound,
  exclusiveMinimum: bound,
  maximum: bound,
  maxLength: bound,
})
type Property = z.infer<typeof propertySchema>

const FIELDS = new Map<Step['step'], readonly StepField[]>(
  stepSchema.options.map((schema) => [schema.shape.step.value, fieldsOf(schema)]),
)

/** The fields of a kind of step, without the kind itself. */
export const fieldsOfStep = (step: Step['step']): readonly StepField[] => FIELDS.get(step) ?? []

/** The fields of a storyboard itself, without its steps. */
export const HEAD_FIELDS = fieldsOf(storyboardSchema.omit({ version: true, steps: true }))

function fieldsOf(schema: z.ZodObject): StepField[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties)
    .filter(([name]) => name !== 'step')
    .map(([name, property]) => fieldOf(name, propertySchema.parse(property), !required.includes(name)))
}

function fieldOf(name: string, property: Property, optional: boolean): StepField {
  const { label, help, unit, widget, anyOf = [] } = property
  const nullable = anyOf.some(({ type }) => type === 'null')
  const choices = property.enum ?? property.items?.enum ?? anyOf.find((one) => one.enum !== undefined)?.enum ?? []
  return {
    name,
    label,
    ...(help === undefined ? {} : { help }),
    ...(unit === undefined ? {} : { unit }),
    optional,
    nullable,
    choices,
    type: widget ?? typeOf(property, choices.length > 0),
    integer: property.type === 'integer',
    min: property.minimum ?? property.exclusiveMinimum,
    max: bounded(property.maximum),
    maxLength: property.maxLength,
  }
}

function typeOf({ type, prefixItems }: Property, isChoice: boolean): StepField['type'] {
  if (prefixItems !== undefined) return 'numbers'
  if (type === 'array') return isChoice ? 'choices' : 'texts'
  if (isChoice) return 'choice'
  return type === 'integer' || type === 'number' ? 'number' : 'text'
}

/** Zod gives every integer the bounds of safe integers, which say nothing to people. */
function bounded(value: number | null): number | null {
  return value === null || value >= Number.MAX_SAFE_INTEGER ? null : value
}

/** `A whole number from 1 to 20.` */
export function rangeWords({ integer, min, max }: Pick<StepField, 'integer' | 'min' | 'max'>): string {
  const from = min === null ? '' : ` from ${min}`
  const to = max === null ? (min === null ? '' : ' up') : ` to ${max}`
  return `A ${integer ? 'whole ' : ''}number${from}${to}.`
}
