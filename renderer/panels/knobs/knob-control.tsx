import { useId, useState, type KeyboardEvent, type SyntheticEvent } from 'react'
import { useActions } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { checkValue, firstText, type KnobRow, type TurnableWorker } from './knob-rows.ts'
import styles from './knobs.module.css'

interface KnobControlProps {
  readonly row: KnobRow
  /** Where it stands; null for what is done once. */
  readonly value: number | null
  readonly worker?: TurnableWorker
}

/** One knob: its value, and the button that turns it. Enter in the field turns it, too. */
export function KnobControl({ row, value, worker }: KnobControlProps) {
  const { id: name, knob } = row
  const id = useId()
  const actions = useActions()
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const text = typed ?? (value === null ? firstText(row) : String(value))

  const turn = async (): Promise<void> => {
    const checked = checkValue(row, text)
    if (knob.value !== null && !checked.ok) {
      setProblem(checked.message)
      return
    }
    setBusy(true)
    const refusal = await actions.turnKnob({
      knob: name,
      ...(knob.value !== null && checked.ok ? { value: checked.value } : {}),
      ...(worker === undefined ? {} : { worker: worker.index }),
    })
    setBusy(false)
    setProblem(refusal)
    // From here on it shows where the knob stands; what is done once keeps what was typed.
    if (refusal === null && value !== null) setTyped(null)
  }
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (!busy) void turn() // never rejects: refusals are answers
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const next = String(Number(text) + by * (event.shiftKey ? 10 : 1))
    if (checkValue(row, next).ok) setTyped(next)
  }
  const whose = worker === undefined ? '' : ` ${worker.id}`
  return (
    <form className={styles['knob']} onSubmit={onSubmit} noValidate>
      {knob.value === null ? (
        <span className={styles['label']}>{knob.label}</span>
      ) : (
        <label className={styles['label']} htmlFor={id}>
          {knob.label}
        </label>
      )}
      {knob.value !== null && (
        <NumberField
          className={styles['number']}
          unit={knob.unit}
          id={id}
          inputMode="decimal"
          aria-describedby={`${id}-note`}
          aria-invalid={problem !== null}
          value={text}
          onChange={(event) => {
            setTyped(event.target.value)
            setProblem(null)
          }}
          onBlur={() => {
            if (problem === null && typed === String(value)) setTyped(null)
          }}
          onKeyDown={onKeyDown}
        />
      )}
      <Button
        type="submit"
        className={styles['button']}
        look={name === 'kill' ? 'danger' : 'plain'}
        aria-label={`${knob.action}${knob.value === null ? '' : ` ${knob.label.toLowerCase()}`}${whose}`}
        aria-describedby={`${id}-note`}
      >
        {knob.action}
      </Button>
      <p id={`${id}-note`} className={problem === null ? styles['help'] : styles['problem']} role={problem === null ? undefined : 'alert'}>
        {problem ?? knob.help}
      </p>
    </form>
  )
}
