import { z } from 'zod'
import { didYouMean } from '../contract/nearest.ts'
import type { ParamMeta } from '../contract/parameters.ts'
import type { ParamValue } from '../contract/run.ts'

/** Pieces of parameter schemas whose messages say what would be right. */

const format = (value: number) => value.toLocaleString('en-US')
/** The part of a field's meta that shows it only while another field has one of these values. */
export const when = (name: string, ...values: ParamValue[]) => ({ showWhen: { name, values } })

/** A whole number within a range. */
export function integerParam(min: number, max: number, initial: number, meta: ParamMeta) {
  const error = `Use a whole number from ${format(min)} to ${format(max)}.`
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error }).default(initial).meta({ ...meta })
}

/** A number within a range. */
export function numberParam(min: number, max: number, initial: number, meta: ParamMeta) {
  const error = `Use a number from ${format(min)} to ${format(max)}.`
  return z.number({ error }).min(min, { error }).max(max, { error }).default(initial).meta({ ...meta })
}

/** One of some names; `.default()` and `.meta()` are still to come. */
export function choice<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: ({ input }) => didYouMean(String(input), values) })
}
