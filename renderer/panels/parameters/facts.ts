import type { ParamField, Params } from '../../../workloads/contract/index.ts'
import { isShown, valueOf } from './form.ts'

/** A parameter in words. */
export interface Fact {
  readonly name: string
  readonly label: string
  readonly said: string
}

/** Fields whose values do not fit. */
const LONG: ReadonlySet<string> = new Set(['folder', 'file', 'url'])

/** The first `most` parameters that matter, as people read them; folders and addresses are left out. */
export function parameterFacts(fields: readonly ParamField[], values: Params, most: number): Fact[] {
  return fields
    .filter((field) => !LONG.has(field.type) && isShown(field, fields, values))
    .filter((field) => valueOf(field, values) !== '' && valueOf(field, values) !== 0) // nothing is set
    .slice(0, most)
    .map((field) => {
      const value = valueOf(field, values)
      const word = field.choices?.find((choice) => choice.value === value)?.label
      const said = typeof value === 'boolean' ? (value ? 'yes' : 'no') : shortOf(word ?? value.toLocaleString('en-US'))
      return { name: field.name, label: field.label, said: field.unit === undefined ? said : `${said} ${field.unit}` }
    })
}

/** The name of a choice without its explanation: what comes before a colon or a bracket. */
const shortOf = (label: string): string => label.split(/[:(]/)[0]?.trim() ?? label
