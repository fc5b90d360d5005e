import { useState } from 'react'
import { PRESET_GROUPS, type ParamValue, type Params } from '../../workloads/contract/index.ts'
import { GROUP_TITLES } from '../panels/gallery.tsx'
import { Field } from '../panels/parameters/field.tsx'
import { checkForm, isShown, valueOf } from '../panels/parameters/form.ts'
import { useSession } from '../stores/index.ts'
import type { ControlProps } from './control-props.ts'
import { textOf } from './draft.ts'
import { placeOf } from './draft-problems.ts'
import styles from './form.module.css'

/** The presets of the gallery. Another one has other parameters: those of the one before are given up. */
export function PresetControl({ field, path, value, step, problems, onChange }: ControlProps) {
  const presets = useSession((data) => data.presets)
  const known = presets.some(({ id }) => id === value)
  const choices = PRESET_GROUPS.flatMap((group) =>
    presets.filter((preset) => preset.group === group).map(({ id, title }) => ({ value: id, label: `${GROUP_TITLES[group]}: ${title}` })),
  )
  const name = textOf(value)
  const missing = known || presets.length === 0 ? undefined : `There is no preset "${name}".`
  const change = (next: ParamValue): void => {
    const others = Object.entries(step).filter(([other]) => other !== 'params')
    onChange(path.slice(0, -1), { ...Object.fromEntries(others), [field.name]: next })
  }
  return (
    <Field
      field={{ name: field.name, label: field.label, type: 'choice', default: '', choices: known ? choices : [{ value: name, label: name }, ...choices] }}
      value={name}
      error={problems.get(placeOf(path)) ?? missing}
      onChange={change}
    />
  )
}

/** The parameters of the preset that is chosen; those that stay as they are are left out. */
export function ParamsControl({ field, path, value, step, problems, onChange }: ControlProps) {
  const preset = useSession((data) => data.presets.find(({ id }) => id === step['preset']))
  const [open, setOpen] = useState(isParams(value) && Object.keys(value).length > 0)
  if (preset === undefined) return null
  const params = isParams(value) ? value : {}
  const errors = checkForm(preset.fields, params)
  const change = (name: string, next: ParamValue, usual: ParamValue): void => {
    const { [name]: _before, ...others } = params
    const changed = next === usual ? others : { ...others, [name]: next }
    onChange(path, Object.keys(changed).length === 0 ? undefined : changed)
  }
  const changed = Object.keys(params).length
  return (
    <details className={styles['group']} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {field.label} {changed > 0 && <span>{changed} changed</span>}
      </summary>
      <div className={styles['fields']}>
        {preset.fields
          .filter((one) => one.name in errors || isShown(one, preset.fields, params))
          .map((one) => (
            <Field
              key={`${preset.id} ${one.name}`}
              field={one}
              value={valueOf(one, params)}
              error={errors[one.name] ?? problems.get(placeOf([...path, one.name]))}
              onChange={(next) => change(one.name, next, one.default)}
            />
          ))}
      </div>
    </details>
  )
}

const isParams = (value: unknown): value is Params =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => ['number', 'string', 'boolean'].includes(typeof one))
