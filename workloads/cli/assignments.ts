import type { z } from 'zod'
import { coerceParameter, UsageError, type Params } from '../contract/index.ts'

/** How long a run without an end of its own goes on where nobody is there to stop it. */
const DEFAULT_SECONDS = 5
const MAX_SEED = 0xffffffff

/**
 * `--set name=value` texts as parameters, typed as the technique's schema wants; the last of a name counts.
 * Names and values are checked when the run starts.
 * @throws UsageError for a text without a name or without `=`
 */
export function readAssignments(texts: readonly string[], schema: z.ZodObject): Params {
  const params: Params = {}
  for (const text of texts) {
    const at = text.indexOf('=')
    if (at < 1) throw new UsageError(`--set takes name=value, for example --set workers=4, not "${text}".`)
    const name = text.slice(0, at)
    params[name] = coerceParameter(schema, name, text.slice(at + 1))
  }
  return params
}

/** A run that would go on until it is stopped ends by itself after 5 s, unless the user said something else. */
export function withDefaultSeconds(given: Params, preset: Params, schema: z.ZodObject): Params {
  const open = 'seconds' in schema.shape && (preset['seconds'] ?? 0) === 0
  return open && given['seconds'] === undefined ? { ...given, seconds: DEFAULT_SECONDS } : given
}

/** @throws UsageError when it is no whole number from `min` to `max` */
export function readInteger(option: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= min && value <= max) return value
  throw new UsageError(`${option} takes a whole number from ${min} to ${max}, not "${text}".`)
}

export function readSeed(text: string): number {
  return readInteger('--seed', text, 0, MAX_SEED)
}
