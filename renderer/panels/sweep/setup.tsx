import { ChartSpline } from 'lucide-react'
import { sweepRefusal } from '../../../workloads/analysis/index.ts'
import { MODEL_WORDS, MODELS, type Model, type ParamValue, type PresetInfo, type SweepKind } from '../../../workloads/contract/index.ts'
import { useSession, useSweepData, useSweeps, type SweepForm } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Field } from '../parameters/field.tsx'
import { useGate } from '../run-gate.ts'
import { checkSweep, chosenModels, sweepFields } from './sweep-form.ts'
import styles from './sweep.module.css'

const KINDS: readonly { value: SweepKind; label: string; hint: string }[] = [
  { value: 'sizes', label: 'Workers', hint: 'Throughput, latency, CPU time and memory against the number of workers' },
  { value: 'rates', label: 'Arrival rates', hint: 'Latency against load: tasks arrive whether earlier ones have ended or not' },
  { value: 'watching', label: 'What watching costs', hint: 'The same run with telemetry on and off' },
]
const NO_EDITS = {}

/** What is to be swept, of the selected preset with the parameters of its form. */
export function Setup({ preset }: { preset: PresetInfo }) {
  const form = useSweepData((data) => data.form)
  const sweeps = useSweeps()
  const cores = useSession((data) => data.capabilities?.cores ?? 1)
  const params = useSession((data) => data.edits[preset.id]) ?? NO_EDITS
  const seed = useSession((data) => data.seed)
  const { live, blocked, busy } = useGate()
  const checked = checkSweep(form, preset, params, cores, seed)
  const errors = 'errors' in checked ? checked.errors : {}
  const reason = live ? 'A run goes on. Stop it first.' : (blocked ?? errors[''] ?? null)
  const set = (name: string, value: ParamValue): void => sweeps.edit({ ...form, values: { ...form.values, [name]: value } })
  return (
    <form className={styles['setup']} aria-label="Sweep" onSubmit={(event) => event.preventDefault()}>
      <div className={styles['kinds']}>
        <b>{preset.title}</b>
        <Segmented label="What is swept" value={form.kind} options={KINDS} onChange={(kind) => sweeps.edit({ ...form, kind })} />
        <span>with its parameters{preset.id === 'own-task' ? ' and module' : ''}, as the details have them</span>
      </div>
      {form.kind === 'sizes' && <Models form={form} preset={preset} onChange={(as) => sweeps.edit({ ...form, as })} />}
      <div className={styles['fields']}>
        {sweepFields(form.kind, cores, preset).map((field) => (
          <Field
            compact
            key={`${form.kind} ${field.name}`}
            field={field}
            value={form.values[field.name] ?? field.default}
            error={errors[field.name]}
            onChange={(value) => set(field.name, value)}
          />
        ))}
      </div>
      <div className={styles['start']}>
        <Button
          look="primary"
          disabled={reason !== null || 'errors' in checked || busy}
          title={reason ?? undefined}
          // What goes wrong is in the session's `lastError`.
          onClick={() => void ('request' in checked ? sweeps.start(checked.request) : undefined)}
        >
          <ChartSpline size={14} aria-hidden="true" /> Start the sweep
        </Button>
        <span role="status">{reason ?? ('runs' in checked ? `${checked.runs}, one after the other` : 'See the marked field.')}</span>
      </div>
    </form>
  )
}

function Models({ form, preset, onChange }: { form: SweepForm; preset: PresetInfo; onChange: (as: readonly Model[]) => void }) {
  const chosen = chosenModels(form, preset)
  return (
    <div className={styles['models']} role="group" aria-label="Run as">
      <span>Run as</span>
      {MODELS.map((model) => {
        const refusal = sweepRefusal(preset.technique, model)
        return (
          <label key={model} title={refusal === null ? undefined : `Not this preset: ${refusal}`}>
            <input
              type="checkbox"
              checked={chosen.includes(model)}
              disabled={refusal !== null}
              onChange={({ target }) => onChange(MODELS.filter((one) => (one === model ? target.checked : chosen.includes(one))))}
            />
            {MODEL_WORDS[model]}
          </label>
        )
      })}
    </div>
  )
}
