import { useStore } from 'zustand'
import { STEP_TITLES } from '../presenter/step-words.ts'
import { setAt, valueAt, type Path } from './draft.ts'
import { placeOf, type DraftProblems } from './draft-problems.ts'
import type { DraftStore } from './draft-store.ts'
import { StepControl } from './step-control.tsx'
import { STEP_HELP } from './step-help.ts'
import { fieldsOfStep, HEAD_FIELDS } from './step-fields.ts'
import styles from './form.module.css'

/** The fields of the selected step, or of the demo itself. */
export function StepPage({ drafts, problems }: { drafts: DraftStore; problems: DraftProblems }) {
  const { draft, selected } = useStore(drafts.store)
  const step = selected === null ? undefined : draft.steps[selected]
  const fields = step === undefined ? HEAD_FIELDS : fieldsOfStep(step.step)
  const base: Path = step === undefined ? [] : ['steps', selected ?? 0]
  const title = step === undefined ? 'About this demo' : `${(selected ?? 0) + 1}. ${STEP_TITLES[step.step]}`
  const own = problems.at.get(placeOf(base)) ?? (step === undefined ? problems.at.get('steps') : undefined)
  return (
    <form className={styles['page']} aria-label={title} onSubmit={(event) => event.preventDefault()}>
      <h2>{title}</h2>
      <p className={styles['help']}>{step === undefined ? 'What it is called, and what it shows.' : STEP_HELP[step.step]}</p>
      {own !== undefined && <p className={styles['error']}>{own}</p>}
      {fields.map((field) => {
        const path = [...base, field.name]
        return (
          <StepControl
            key={placeOf([...path, step?.step ?? ''])}
            field={field}
            path={path}
            value={valueAt(draft, path)}
            step={step ?? {}}
            problems={problems.at}
            onChange={(place, value) => drafts.change(setAt(draft, place, value), { what: placeOf(place) })}
          />
        )
      })}
    </form>
  )
}
