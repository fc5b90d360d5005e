import { Play } from 'lucide-react'
import type { Params, PresetInfo } from '../../../workloads/contract/index.ts'
import { useActions, useSession } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { Glyph } from '../../ui/glyphs/glyph.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { isShown, valueOf } from '../parameters/form.ts'
import { useGate } from '../run-gate.ts'
import styles from './preview.module.css'

const NO_EDITS: Params = {}
const MOST_FACTS = 5
/** Fields whose values do not fit here. */
const LONG: ReadonlySet<string> = new Set(['folder', 'file', 'url'])

/** The name of a choice without its explanation: what comes before a colon or a bracket. */
const shortOf = (label: string): string => label.split(/[:(]/)[0]?.trim() ?? label

/** What a preset will show, before its first run. */
export function Preview({ preset }: { preset: PresetInfo }) {
  const edits = useSession((data) => data.edits[preset.id]) ?? NO_EDITS
  const actions = useActions()
  const { live, blocked: gate, busy } = useGate()
  const blocked = gate ?? (live ? 'Another run is going on. Stop it first.' : null)
  const facts = preset.fields
    .filter((field) => !LONG.has(field.type) && isShown(field, preset.fields, edits))
    .filter((field) => valueOf(field, edits) !== '' && valueOf(field, edits) !== 0) // nothing is set
    .slice(0, MOST_FACTS)
    .map((field) => {
      const value = valueOf(field, edits)
      const word = field.choices?.find((choice) => choice.value === value)?.label
      const said = typeof value === 'boolean' ? (value ? 'yes' : 'no') : shortOf(word ?? value.toLocaleString('en-US'))
      return { name: field.name, label: field.label, said: field.unit === undefined ? said : `${said} ${field.unit}` }
    })
  return (
    <div className={styles['over']}>
      <section className={styles['preview']} aria-label={`About ${preset.title}`}>
        <div className={styles['glyph']}>
          <Glyph preset={preset} size="3.25rem" />
        </div>
        <h2>{preset.title}</h2>
        <p className={styles['summary']}>{preset.summary}</p>
        <dl className={styles['facts']}>
          {facts.map(({ name, label, said }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
        <Button
          look="primary"
          disabled={blocked !== null}
          aria-label={`Run ${preset.title}`}
          // `actions.start` puts what goes wrong into the session's `lastError`.
          onClick={() => void (busy ? undefined : actions.start())}
        >
          <Play size={13} fill="currentColor" aria-hidden="true" /> Run it
        </Button>
        <p className={styles['hint']}>{blocked ?? (
            <>
              or press <Kbd>Space</Kbd>
            </>
          )}</p>
      </section>
    </div>
  )
}
