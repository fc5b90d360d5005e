import { Repeat2 } from 'lucide-react'
import { useState } from 'react'
import type { ParamField, ParamValue, PresetInfo } from '../../../workloads/contract/index.ts'
import {
  FEWEST_REPEATS,
  MOST_REPEATS,
  paramValue,
  useExperimentData,
  useExperiments,
  useSession,
  useSetSettings,
  useSettings,
} from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { useGate } from '../run-gate.ts'
import { Field } from './field.tsx'
import { checkField } from './form.ts'
import styles from './parameters.module.css'

const TIMES: ParamField = {
  name: 'repeats',
  label: 'Repeats',
  type: 'integer',
  default: 5,
  min: FEWEST_REPEATS,
  max: MOST_REPEATS,
  help: 'One after the other, with one seed: how much do equal runs differ?',
}

/** The selected preset several times, each recorded. */
export function RepeatRow({ preset }: { preset: PresetInfo }) {
  const times = useSettings((settings) => settings.repeats)
  const setSettings = useSetSettings()
  const [typed, setTyped] = useState<ParamValue>(times)
  const { live, blocked } = useGate()
  const going = useExperimentData((data) => data.going !== null)
  const seconds = useSession((data) => paramValue(data, 'seconds'))
  const { repeat } = useExperiments()
  const checked = checkField(TIMES, typed)
  const change = (next: ParamValue): void => {
    setTyped(next)
    const check = checkField(TIMES, next)
    if (check.ok) setSettings({ repeats: Number(check.value) })
  }
  const endless = preset.technique === 'event-loop' && seconds === 0
  const reason = endless ? 'It would not end by itself: set how many seconds it runs.' : live ? 'A run goes on.' : blocked
  return (
    <div className={styles['repeat']}>
      <Field field={TIMES} value={typed} error={checked.ok ? undefined : checked.message} onChange={change} />
      <Button
        disabled={reason !== null || going || !checked.ok}
        title={reason ?? 'Each is recorded, to be compared'}
        // What goes wrong is in the session's `lastError`.
        onClick={() => void repeat(times)}
      >
        <Repeat2 size={14} aria-hidden="true" /> Repeat {times} times
      </Button>
    </div>
  )
}
