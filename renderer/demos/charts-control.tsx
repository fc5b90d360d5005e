import { choiceWords } from './choice-words.ts'
import type { ControlProps } from './control-props.ts'
import { placeOf } from './draft-problems.ts'
import styles from './form.module.css'

/** Several of a list, in the order in which they were chosen. */
export function ChartsControl({ field, path, value, problems, onChange }: ControlProps) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  const error = problems.get(placeOf(path))
  const toggle = (choice: string): void =>
    onChange(path, chosen.includes(choice) ? chosen.filter((other) => other !== choice) : [...chosen, choice])
  return (
    <fieldset className={styles['group']} aria-invalid={error !== undefined}>
      <legend>{field.label}</legend>
      {field.help !== undefined && <p className={styles['help']}>{field.help}</p>}
      {field.choices.map((choice) => {
        const place = chosen.indexOf(choice)
        return (
          <label key={choice} className={styles['check']}>
            <input type="checkbox" checked={place >= 0} onChange={() => toggle(choice)} />
            {choiceWords(choice)}
            {place >= 0 && <span>{place + 1}</span>}
          </label>
        )
      })}
      {error !== undefined && <p className={styles['error']}>{error}</p>}
    </fieldset>
  )
}
