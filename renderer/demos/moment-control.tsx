import { EVENT_WORDS } from '../../workloads/analysis/index.ts'
import { RUN_EVENTS } from '../../workloads/contract/index.ts'
import { Field } from '../panels/parameters/field.tsx'
import type { ControlProps } from './control-props.ts'
import { placeOf } from './draft-problems.ts'
import { valueAt } from './draft.ts'
import styles from './form.module.css'

/** The ways to name a moment, with what each begins with. */
const KINDS = {
  event: { label: 'Something happens', start: 'finished' },
  ended: { label: 'A share of the tasks has ended', start: 0.5 },
  depth: { label: 'So many tasks wait', start: 5 },
  atMs: { label: 'A time of the run', start: 1000 },
} as const
type Kind = keyof typeof KINDS
const KIND_NAMES = Object.keys(KINDS) as Kind[]

/** A moment of a run: by an event, a share, a queue depth or a time. */
export function MomentControl({ field, path, value, problems, onChange }: Pick<ControlProps, 'field' | 'path' | 'value' | 'problems' | 'onChange'>) {
  const kind = KIND_NAMES.find((name) => valueAt(value, [name]) !== undefined) ?? 'event'
  const current = valueAt(value, [kind])
  const own = placeOf([...path, kind])
  const error = problems.get(own) ?? problems.get(placeOf(path))
  const change = (next: unknown): void => onChange(path, { [kind]: next })
  return (
    <fieldset className={styles['group']}>
      <legend>{field.label}</legend>
      <Field
        field={{ name: 'kind', label: 'When', type: 'choice', default: 'event', choices: KIND_NAMES.map((name) => ({ value: name, label: KINDS[name].label })) }}
        value={kind}
        error={undefined}
        onChange={(next) => {
          const chosen = KIND_NAMES.find((name) => name === next)
          if (chosen !== undefined) onChange(path, { [chosen]: KINDS[chosen].start })
        }}
      />
      {kind === 'event' ? (
        <Field
          field={{ name: 'event', label: 'What', type: 'choice', default: '', choices: RUN_EVENTS.map((event) => ({ value: event, label: EVENT_WORDS[event] })) }}
          value={typeof current === 'string' ? current : ''}
          error={error}
          onChange={change}
        />
      ) : (
        <Field
          field={{ name: kind, label: LABELS[kind], type: 'number', default: 0, ...(kind === 'atMs' ? { unit: 'ms' } : {}) }}
          value={typeof current === 'number' || typeof current === 'string' ? current : ''}
          error={error === undefined ? undefined : RANGES[kind]}
          onChange={change}
        />
      )}
    </fieldset>
  )
}

const LABELS: Readonly<Record<Exclude<Kind, 'event'>, string>> = { ended: 'Share', depth: 'Tasks', atMs: 'Time' }
const RANGES: Readonly<Record<Exclude<Kind, 'event'>, string>> = {
  ended: 'A number from 0 to 1.',
  depth: 'A whole number from 1 up.',
  atMs: 'A number from 0 up.',
}
