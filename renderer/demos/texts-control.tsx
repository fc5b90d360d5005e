import { Plus, Trash2 } from 'lucide-react'
import { Field } from '../panels/parameters/field.tsx'
import { Button } from '../ui/button.tsx'
import type { ControlProps } from './control-props.ts'
import { placeOf } from './draft-problems.ts'
import styles from './form.module.css'

const [LEAST, MOST] = [2, 4]

/** A short list of texts, or a pair of numbers. */
export function TextsControl({ field, path, value, problems, onChange }: ControlProps) {
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  const error = problems.get(placeOf(path))
  const pair = field.type === 'numbers'
  return (
    <fieldset className={styles['group']}>
      <legend>{field.label}</legend>
      {field.help !== undefined && <p className={styles['help']}>{field.help}</p>}
      {items.map((item, at) => (
        <div key={at} className={styles['line']}>
          <Field
            field={{ name: String(at), label: pair ? (at === 0 ? 'First' : 'Second') : `Answer ${at + 1}`, type: pair ? 'number' : 'text', default: '' }}
            value={typeof item === 'number' || typeof item === 'string' ? item : ''}
            error={problems.get(placeOf([...path, at]))}
            onChange={(next) => onChange([...path, at], next)}
          />
          {!pair && items.length > LEAST && (
            <Button look="ghost" aria-label={`Remove answer ${at + 1}`} onClick={() => onChange([...path, at], undefined)}>
              <Trash2 size={14} aria-hidden="true" />
            </Button>
          )}
        </div>
      ))}
      {!pair && items.length < MOST && (
        <Button onClick={() => onChange(path, [...items, ''])}>
          <Plus size={14} aria-hidden="true" /> Add an answer
        </Button>
      )}
      {error !== undefined && <p className={styles['error']}>{error}</p>}
    </fieldset>
  )
}
