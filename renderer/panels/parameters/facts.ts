import type { ParamField, Params } from '../../../workloads/contract/index.ts'
import { isShown, valueOf } from './form.ts'

/** A parameter in words. */
export interface Fact {
  readonly name: string
  readonly label: string
  readonly said: string
}

/** The first `most` parameters that matter, as people read them; folders and addresses are left out. */
export function parameterFacts(fields: readonly ParamField[], values: Params, most: number): Fact[] {
  return fields
    .filter((field) => field.type !== 'folder' && field.type !== 'url' && isShown(field, fields, values))
    .filter((field) => valueOf(field, values) !== '')
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
