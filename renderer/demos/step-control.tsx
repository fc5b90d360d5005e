import type { ParamField, ParamValue } from '../../workloads/contract/index.ts'
import { Field } from '../panels/parameters/field.tsx'
import { Captions } from './captions-control.tsx'
import { ChartsControl } from './charts-control.tsx'
import type { ControlProps } from './control-props.ts'
import { placeOf } from './draft-problems.ts'
import { MomentControl } from './moment-control.tsx'
import { ParamsControl, PresetControl } from './preset-control.tsx'
import type { StepField } from './step-fields.ts'
import { choiceWords } from './choice-words.ts'
import { TextsControl } from './texts-control.tsx'

/** The control of one field, as its schema wants it. */
export function StepControl(props: ControlProps) {
  switch (props.field.type) {
    case 'moment':
      return <MomentControl {...props} />
    case 'captions':
      return <Captions {...props} />
    case 'preset':
      return <PresetControl {...props} />
    case 'params':
      return <ParamsControl {...props} />
    case 'choices':
      return <ChartsControl {...props} />
    case 'texts':
    case 'numbers':
      return <TextsControl {...props} />
    default:
      return <Simple {...props} />
  }
}

const NOBODY = 'none'

/** A text, a number or a choice: the controls of parameters do. */
function Simple({ field, path, value, problems, onChange }: ControlProps) {
  const shown = paramFieldOf(field)
  const change = (next: ParamValue): void => {
    if (field.type === 'choice') onChange(path, next === NOBODY ? null : next)
    else onChange(path, next === '' && field.optional ? undefined : next)
  }
  return <Field field={shown} value={textOf(value, field)} error={problems.get(placeOf(path))} onChange={change} />
}

function textOf(value: unknown, { type }: StepField): ParamValue {
  if (type === 'choice' && value === null) return NOBODY
  return typeof value === 'number' || typeof value === 'string' ? value : ''
}

/** Without bounds: what is wrong is told by the draft's own problems. */
export function paramFieldOf({ name, label, help, unit, type, choices, nullable }: StepField): ParamField {
  const options = [...choices.map((value) => ({ value, label: choiceWords(value) })), ...(nullable ? [{ value: NOBODY, label: 'None: all are lit' }] : [])]
  return {
    name,
    label,
    ...(help === undefined ? {} : { help }),
    ...(unit === undefined ? {} : { unit }),
    type: type === 'number' ? 'number' : type === 'choice' ? 'choice' : 'text',
    default: '',
    ...(options.length === 0 ? {} : { choices: options }),
  }
}
