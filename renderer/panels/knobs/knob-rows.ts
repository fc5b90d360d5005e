import {
  isKnobId,
  knobRange,
  KNOBS,
  type Knob,
  type KnobId,
  type KnobOffer,
  type KnobTurn,
  type WorkerInfo,
} from '../../../workloads/contract/index.ts'
import { isLiveState, type SessionData } from '../../stores/index.ts'

/** A knob that the run has. */
export interface KnobRow {
  readonly id: KnobId
  readonly knob: Knob
  readonly offer: KnobOffer
}

/** Those that this version of the window knows; first those of the whole run, then those of one worker. */
export function knobRows(offers: readonly KnobOffer[]): { readonly run: KnobRow[]; readonly worker: KnobRow[] } {
  const rows = offers.flatMap((offer): KnobRow[] =>
    isKnobId(offer.knob) ? [{ id: offer.knob, knob: KNOBS[offer.knob], offer }] : [],
  )
  return {
    run: rows.filter(({ knob }) => knob.roles === null),
    worker: rows.filter(({ knob }) => knob.roles !== null),
  }
}

/** What the knob stands at: where it was turned last, or where the run began; null for what is done once. */
export function valueOf({ id, offer }: KnobRow, turns: readonly KnobTurn[], worker: number | null): number | null {
  const last = turns.findLast((turn) => turn.knob === id && turn.worker === worker)
  return offer.value === null ? null : (last?.value ?? offer.value)
}

export type CheckedValue = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string }

/** The number that was typed, or what it may be. */
export function checkValue({ knob, offer }: KnobRow, text: string): CheckedValue {
  const value = text.trim() === '' ? NaN : Number(text)
  const fits = knob.value?.safeParse(value).success === true && value >= (offer.min ?? 0) && value <= (offer.max ?? 0)
  if (fits) return { ok: true, value }
  const range = knobRange(offer)
  return { ok: false, message: `${range.charAt(0).toUpperCase()}${range.slice(1)}.` }
}

/** What stands in a field at first, where the knob stands at nothing. */
export const firstText = ({ id }: KnobRow): string => (id === 'block' ? '300' : '')

/** A worker that a knob can be turned for. */
export type TurnableWorker = Pick<WorkerInfo, 'index' | 'id' | 'role'>

export function turnableWorkers(workers: readonly (WorkerInfo | undefined)[]): TurnableWorker[] {
  return workers.flatMap((worker) => {
    if (worker?.state !== 'ready' || worker.role === 'server') return []
    return [{ index: worker.index, id: worker.id, role: worker.role }]
  })
}

export const sameWorkers = (a: readonly TurnableWorker[], b: readonly TurnableWorker[]): boolean =>
  a.length === b.length && a.every(({ index }, at) => index === b[at]?.index)

/** Why no knob can be turned now; null when they can. */
export function knobsRest(data: SessionData): string | null {
  if (data.opened !== null) return 'This run is recorded. Its knobs were turned while it went on.'
  if (data.connection !== 'open') return 'There is no connection to the host.'
  if (data.runState === 'running') return null
  return isLiveState(data.runState) ? 'The run is starting or stopping.' : 'Start a run to turn its knobs while it goes on.'
}
