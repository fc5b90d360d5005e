import { Plus, Trash2 } from 'lucide-react'
import { Field } from '../panels/parameters/field.tsx'
import { Button } from '../ui/button.tsx'
import type { ControlProps } from './control-props.ts'
import { placeOf } from './draft-problems.ts'
import { textOf, valueAt } from './draft.ts'
import { MomentControl } from './moment-control.tsx'
import styles from './form.module.css'

const MOST = 20

/** Captions of a run, each with the moment at which it is said. */
export function Captions({ field, path, value, problems, onChange }: ControlProps) {
  const captions: readonly unknown[] = Array.isArray(value) ? value : []
  const add = (): void => onChange(path, [...captions, { when: { ended: 0.5 }, say: '' }])
  const remove = (at: number): void => {
    const left = captions.toSpliced(at, 1)
    onChange(path, left.length === 0 ? undefined : left)
  }
  return (
    <fieldset className={styles['group']}>
      <legend>{field.label}</legend>
      {field.help !== undefined && <p className={styles['help']}>{field.help}</p>}
      {captions.map((caption, at) => (
        <div key={at} className={styles['item']} role="group" aria-label={`Caption ${at + 1}`}>
          <Field
            field={{ name: 'say', label: `Caption ${at + 1}`, type: 'text', default: '' }}
            value={textOf(valueAt(caption, ['say']))}
            error={problems.get(placeOf([...path, at, 'say']))}
            onChange={(say) => onChange([...path, at, 'say'], say)}
          />
          <MomentControl field={{ ...field, label: 'Said when' }} path={[...path, at, 'when']} value={valueAt(caption, ['when'])} problems={problems} onChange={onChange} />
          <Button look="ghost" aria-label={`Remove caption ${at + 1}`} onClick={() => remove(at)}>
            <Trash2 size={14} aria-hidden="true" /> Remove
          </Button>
        </div>
      ))}
      <Button disabled={captions.length >= MOST} onClick={add}>
        <Plus size={14} aria-hidden="true" /> Add a caption
      </Button>
    </fieldset>
  )
}
