import type { ParamField, Params, ParamValue } from '../../../workloads/contract/index.ts'
import { formatCount } from '../../charts/format.ts'

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

/** Zod gives every integer the bounds of safe integers; those say nothing to people. */
const NO_BOUND = Number.MAX_SAFE_INTEGER
export const lowest = (field: ParamField): number | undefined =>
  field.min !== undefined && field.min > -NO_BOUND ? field.min : undefined
export const highest = (field: ParamField): number | undefined =>
  field.max !== undefined && field.max < NO_BOUND ? field.max : undefined

/** What stands in a field: what the user put there, else what the preset says. */
export function valueOf(field: ParamField, edits: Params): ParamValue {
  return edits[field.name] ?? field.default
}

/** Does the field matter with the values that stand in the form? */
export function isShown(field: ParamField, fields: readonly ParamField[], edits: Params): boolean {
  const { showWhen } = field
  if (showWhen === undefined) return true
  const other = fields.find(({ name }) => name === showWhen.name)
  return other === undefined || showWhen.values.includes(valueOf(other, edits))
}

/**
 * The value of one field, or what is wrong with it and what would be right. Numbers may come as the text that was
 * typed; a text that is no number is kept as it is and refused here.
 */
export function checkField(field: ParamField, raw: ParamValue): Checked<ParamValue> {
  switch (field.type) {
    case 'boolean':
      return { ok: true, value: raw === true }
    case 'integer':
    case 'number':
      return checkNumber(field, String(raw))
    case 'choice': {
      const known = field.choices?.some(({ value }) => value === raw) ?? false
      return known ? { ok: true, value: raw } : { ok: false, message: 'Choose one of the list.' }
    }
    case 'url':
      return checkUrl(String(raw).trim())
    default:
      return { ok: true, value: String(raw) }
  }
}

/** What is wrong, by field name; empty when a run may start. */
export function checkForm(fields: readonly ParamField[], edits: Params): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {}
  for (const field of fields) {
    const checked = checkField(field, valueOf(field, edits))
    if (!checked.ok) errors[field.name] = checked.message
  }
  return errors
}

const MAX_SEED = 0xffffffff

/** The seed as typed. Empty is null: the host draws one. */
export function checkSeed(text: string): Checked<number | null> {
  if (text.trim() === '') return { ok: true, value: null }
  const value = Number(text)
  if (isSeed(value)) return { ok: true, value }
  return { ok: false, message: `A whole number from 0 to ${formatCount(MAX_SEED)}, or nothing for a new one.` }
}

/** What the session holds while something that is no seed stands in the field; no run starts with it. */
export const NOT_A_SEED = Number.NaN

export const isSeed = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= MAX_SEED

function checkNumber(field: ParamField, text: string): Checked<number> {
  const value = Number(text)
  const min = lowest(field)
  const max = highest(field)
  const kind = field.type === 'integer' ? 'whole number' : 'number'
  const fits =
    text.trim() !== '' &&
    Number.isFinite(value) &&
    (field.type !== 'integer' || Number.isSafeInteger(value)) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max)
  if (fits) return { ok: true, value }
  const from = min === undefined ? '' : ` from ${plain(min)}`
  const to = max === undefined ? '' : `${min === undefined ? ' up' : ''} to ${plain(max)}`
  return { ok: false, message: `A ${kind}${from}${max === undefined && min !== undefined ? ' up' : to}.` }
}

const plain = (value: number): string => (Number.isInteger(value) ? formatCount(value) : String(value))

function checkUrl(text: string): Checked<string> {
  if (text === '') return { ok: true, value: '' }
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return { ok: true, value: text }
  return { ok: false, message: 'A full address such as http://127.0.0.1:8080/, or nothing for the built-in server.' }
}
