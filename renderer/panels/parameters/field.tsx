import { FolderOpen } from 'lucide-react'
import { Slider, Switch } from 'radix-ui'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import type { ParamField, ParamValue } from '../../../workloads/contract/index.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { checkField } from './form.ts'
import styles from './field.module.css'
import { sliderScale } from './slider-scale.ts'

export interface FieldProps {
  readonly field: ParamField
  readonly value: ParamValue
  readonly error: string | undefined
  readonly onChange: (value: ParamValue) => void
  /** Opens the host's picker of folders or files; undefined where there is none. */
  readonly onPick?: (() => void) | undefined
  /** A number has no slider: where there is little room. */
  readonly compact?: boolean
}

/** One parameter: label, control, help, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { field, value, error, onChange, onPick } = props
  const id = useId()
  const notes = [error === undefined ? '' : `${id}-error`, field.help === undefined ? '' : `${id}-help`]
  const shared = {
    id,
    'aria-describedby': notes.join(' ').trim() || undefined,
    'aria-invalid': error === undefined ? undefined : true,
  }
  const picked = field.type === 'folder' || field.type === 'file'
  const wide = picked || field.type === 'url' || field.type === 'text'
  const { suggestions = [] } = field
  return (
    <div className={[styles['field'], wide ? styles['wide'] : ''].join(' ')} data-invalid={error !== undefined}>
      <label htmlFor={id}>{field.label}</label>
      {field.type === 'boolean' && (
        <Switch.Root {...shared} className={styles['switch']} checked={value === true} onCheckedChange={onChange}>
          <Switch.Thumb className={styles['knob']} />
        </Switch.Root>
      )}
      {field.type === 'choice' && (
        <select {...shared} value={String(value)} onChange={(event) => onChange(event.target.value)}>
          {field.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
      {(field.type === 'integer' || field.type === 'number') && <NumberControl {...props} shared={shared} />}
      {wide && (
        <span className={styles['text']}>
          <input
            {...shared}
            type={field.type === 'url' ? 'url' : 'text'}
            spellCheck={false}
            autoComplete="off"
            list={suggestions.length === 0 ? undefined : `${id}-list`}
            value={String(value)}
            onChange={(event) => onChange(event.target.value)}
          />
          {suggestions.length > 0 && (
            <datalist id={`${id}-list`}>
              {suggestions.map((text) => (
                <option key={text} value={text} />
              ))}
            </datalist>
          )}
          {picked && onPick !== undefined && (
            <Button onClick={onPick} aria-label={`Choose: ${field.label}`}>
              <FolderOpen size={14} aria-hidden="true" /> Choose
            </Button>
          )}
        </span>
      )}
      <p id={`${id}-error`} className={styles['error']} hidden={error === undefined}>
        {error}
      </p>
      {field.help !== undefined && (
        <p id={`${id}-help`} className={styles['help']}>
          {field.help}
        </p>
      )}
    </div>
  )
}

interface Shared {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

function NumberControl({ field, value, onChange, compact = false, shared }: FieldProps & { shared: Shared }) {
  const scale = useMemo(() => sliderScale(field), [field])
  // While it is edited, the text stays as typed (`1.` on the way to `1.5`); a number is handed on as soon as it is one.
  const [typed, setTyped] = useState<string | null>(null)
  const checked = checkField(field, value)
  const number = Number(checked.ok ? checked.value : field.default)
  const type = (text: string): void => {
    setTyped(text)
    const next = checkField(field, text)
    onChange(next.ok ? next.value : text)
  }
  const step = (event: KeyboardEvent): void => {
    const up = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (up === 0 || !checked.ok) return
    event.preventDefault()
    const next = Number((number + up * (event.shiftKey ? 10 : 1)).toPrecision(12))
    if (checkField(field, next).ok) type(String(next))
  }
  return (
    <>
      <NumberField
        {...shared}
        className={styles['number']}
        unit={field.unit}
        inputMode={field.type === 'integer' ? 'numeric' : 'decimal'}
        value={typed ?? String(value)}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={step}
      />
      {!compact && scale !== null && (
        <Slider.Root
          className={styles['slider']}
          max={scale.max}
          value={[scale.toPosition(number)]}
          onValueChange={([position = 0]) => onChange(scale.toValue(position))}
        >
          <Slider.Track className={styles['track']}>
            <Slider.Range className={styles['range']} />
          </Slider.Track>
          <Slider.Thumb
            className={styles['thumb']}
            aria-label={`${field.label}, slider`}
            aria-valuetext={`${number}${field.unit === undefined ? '' : ` ${field.unit}`}`}
          />
        </Slider.Root>
      )}
    </>
  )
}
