import { isLiveState, selectedPreset, useSession, type SessionData } from '../stores/index.ts'
import { checkForm, isSeed } from './parameters/form.ts'

/** Whether the main button runs, stops, or waits, and why it cannot be pressed. */
export interface Gate {
  readonly live: boolean
  readonly blocked: string | null
  /** The host is about to answer: presses count for nothing, but the button stays as it is. */
  readonly busy: boolean
}

/** What stands between the user and the button. */
export function gateOf(data: SessionData): Omit<Gate, 'busy'> {
  const live = isLiveState(data.runState)
  const preset = selectedPreset(data)
  if (data.connection !== 'open') return { live, blocked: 'There is no connection to the host.' }
  if (data.runState === 'stopping') return { live, blocked: 'The run is stopping.' }
  if (live) return { live, blocked: null }
  if (data.sweeping) return { live, blocked: 'A sweep goes on. Stop it first.' }
  if (preset === null) return { live, blocked: 'Choose a preset first.' }
  const wrong = Object.keys(checkForm(preset.fields, data.edits[preset.id] ?? {})).length
  if (wrong > 0 || (data.seed !== null && !isSeed(data.seed))) {
    return { live, blocked: 'A parameter is not right. See the marked field.' }
  }
  return { live, blocked: null }
}

export function useGate(): Gate {
  const live = useSession((data) => gateOf(data).live)
  const blocked = useSession((data) => gateOf(data).blocked)
  const busy = useSession((data) => data.busy)
  return { live, blocked, busy }
}
