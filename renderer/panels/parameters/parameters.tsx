import { RotateCcw } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { OWN_TASK, type ParamField, type Params, type PresetInfo } from '../../../workloads/contract/index.ts'
import { useActions, useSession } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from './field.tsx'
import { checkForm, checkSeed, isShown, NOT_A_SEED, valueOf } from './form.ts'
import styles from './parameters.module.css'
import { RepeatRow } from './repeat-row.tsx'

const WatchRow = lazy(() => import('./watch-row.tsx'))

const NO_EDITS: Params = {}

const SEED: ParamField = {
  name: 'seed',
  label: 'Seed',
  type: 'text',
  default: '',
  help: 'The same seed gives the same tasks. Empty: a new one each run.',
}

/** The form that the technique's schema makes. */
export function Parameters({ preset }: { preset: PresetInfo }) {
  const edits = useSession((data) => data.edits[preset.id]) ?? NO_EDITS
  const canPick = useSession((data) => data.capabilities?.pickFolder === true)
  const actions = useActions()
  const errors = checkForm(preset.fields, edits)
  const touched = preset.fields.some((field) => valueOf(field, edits) !== field.default)
  return (
    <div className={styles['parameters']}>
      <div className={styles['top']}>
        <p className={styles['note']}>For the next run.</p>
        <Button look="ghost" disabled={!touched} onClick={() => actions.resetParams()}>
          <RotateCcw size={13} aria-hidden="true" /> Reset to preset
        </Button>
      </div>
      <form className={styles['form']} aria-label="Parameters" onSubmit={(event) => event.preventDefault()}>
        {preset.fields
          .filter((field) => field.name in errors || isShown(field, preset.fields, edits))
          .map((field) => (
            <Field
              key={`${preset.id} ${field.name}`}
              field={field}
              value={valueOf(field, edits)}
              error={errors[field.name]}
              onChange={(value) => actions.setParam(field.name, value)}
              // What goes wrong is in the session's `lastError`.
              onPick={canPick ? () => void (field.type === 'file' ? actions.pickFile : actions.pickFolder)(field.name) : undefined}
            />
          ))}
        <SeedField />
      </form>
      {preset.id === OWN_TASK && (
        <Suspense>
          <WatchRow />
        </Suspense>
      )}
      <RepeatRow preset={preset} />
    </div>
  )
}

function SeedField() {
  const seed = useSession((data) => data.seed)
  const actions = useActions()
  const [typed, setTyped] = useState(seed === null ? '' : String(seed))
  // A seed set elsewhere (from a summary) replaces what stands here.
  const text = seed === null || Number.isNaN(seed) || Number(typed) === seed ? typed : String(seed)
  const checked = checkSeed(text)
  const type = (next: string): void => {
    const check = checkSeed(next)
    setTyped(next)
    actions.setSeed(check.ok ? check.value : NOT_A_SEED)
  }
  return (
    <Field
      field={SEED}
      value={text}
      error={checked.ok ? undefined : checked.message}
      onChange={(value) => type(String(value))}
    />
  )
}
