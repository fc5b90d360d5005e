import { z } from 'zod'
import { UsageError } from './errors.ts'
import { didYouMean } from './nearest.ts'
import type { WorkerInfo } from './telemetry.ts'

/**
 * Live knobs: what can be changed of a run while it goes on. All that is known of a knob is here; a technique says which
 * of them it offers, and each use is an event of the run.
 */
export const KNOB_IDS = ['resize', 'slow', 'kill', 'bound', 'rate', 'block'] as const
export type KnobId = (typeof KNOB_IDS)[number]

export interface Knob {
  /** As people read it. */
  readonly label: string
  /** On the button that turns it. */
  readonly action: string
  readonly help: string
  /** Of its value. */
  readonly unit?: string
  /** What it can be turned to, wherever it is offered; null: it has no value. */
  readonly value: z.ZodNumber | null
  /** The roles of the workers for one of which it is turned; null: for the whole run. */
  readonly roles: readonly WorkerInfo['role'][] | null
  /** What became of it, in a few words: for the marker and the log. */
  readonly tell: (value: number, worker: string) => string
}

export const KNOBS: Readonly<Record<KnobId, Knob>> = {
  resize: {
    label: 'Workers',
    action: 'Set',
    help: 'Too many end once they are idle.',
    value: z.number().int().min(1).max(128),
    roles: null,
    tell: (value) => `${value} ${value === 1 ? 'worker' : 'workers'}`,
  },
  slow: {
    label: 'Slow down',
    action: 'Set',
    help: 'Times as long as a task takes. 1: full speed.',
    unit: '×',
    value: z.number().min(1).max(50),
    roles: ['worker', 'consumer'],
    tell: (value, worker) => (value === 1 ? `${worker} at full speed` : `${worker} ${value}× slower`),
  },
  kill: {
    label: 'Kill',
    action: 'Kill',
    help: 'By force: what it runs is lost.',
    value: null,
    roles: ['worker', 'producer', 'consumer'],
    tell: (_value, worker) => `${worker} killed`,
  },
  bound: {
    label: 'Queue bound',
    action: 'Set',
    help: 'Who puts one more waits. 0: no bound.',
    value: z.number().int().min(0).max(1_000_000),
    roles: null,
    tell: (value) => (value === 0 ? 'queue unbounded' : `queue bound ${value}`),
  },
  rate: {
    label: 'Arrival rate',
    action: 'Set',
    help: 'Of the tasks that have not arrived yet.',
    unit: '/s',
    value: z.number().min(0.1).max(100_000),
    roles: null,
    tell: (value) => `arrivals ${value}/s`,
  },
  block: {
    label: 'Block the loop',
    action: 'Block',
    help: 'It computes for so long: no task gets a turn.',
    unit: 'ms',
    value: z.number().min(1).max(10_000),
    roles: null,
    tell: (value) => `loop blocked ${value} ms`,
  },
}

export const isKnobId = (id: string): id is KnobId => (KNOB_IDS as readonly string[]).includes(id)

/** A knob that a run has, as data for the window. A reader passes over those it does not know. */
export const knobOfferSchema = z.object({
  knob: z.string(),
  /** Range of its value; null where it has none. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** At the start of the run; null for what is done once. Of a knob for one worker: that of each. */
  value: z.number().nullable(),
})
export type KnobOffer = z.infer<typeof knobOfferSchema>

/** One use of a knob. */
export const knobTurnSchema = z.object({
  /** Milliseconds since the start of the run. */
  atMs: z.number(),
  knob: z.string(),
  value: z.number().nullable(),
  worker: z.number().int().nonnegative().nullable(),
  /** What became of it, for people. */
  label: z.string(),
})
export type KnobTurn = z.infer<typeof knobTurnSchema>

/** What is asked for. `worker`: its index in the run. */
export const knobRequestSchema = z.object({
  knob: z.string(),
  value: z.number().optional(),
  worker: z.number().int().nonnegative().optional(),
})
export type KnobRequest = z.infer<typeof knobRequestSchema>

/** What is asked for, once it is known to fit. Without a value or worker of its own it has 0 there. */
export interface CheckedTurn {
  readonly knob: KnobId
  readonly value: number
  readonly worker: number
}

/** A knob as a technique offers it: with the value that it starts with, and a narrower range where it has one. */
export function offerKnob(knob: KnobId, value: number | null, { max }: { max?: number } = {}): KnobOffer {
  const range = KNOBS[knob].value
  return { knob, value, min: range?.minValue ?? null, max: max ?? range?.maxValue ?? null }
}

/** `a whole number from 1 to 64` */
export function knobRange({ knob, min, max }: KnobOffer): string {
  const whole = isKnobId(knob) && KNOBS[knob].value?.format === 'safeint'
  return `a ${whole ? 'whole number' : 'number'} from ${min ?? 0} to ${max ?? 0}`
}

/**
 * Checks what is asked for against what a run offers; whether the worker lives is not known here.
 * @throws UsageError that says what there is, or the range
 */
export function checkTurn(offers: readonly KnobOffer[], { knob, value, worker }: KnobRequest): CheckedTurn {
  const offer = offers.find((candidate) => candidate.knob === knob)
  if (offer === undefined || !isKnobId(knob)) {
    const known = offers.map((candidate) => candidate.knob)
    throw new UsageError(
      `This run has no knob "${knob}". ${known.length === 0 ? 'It has none.' : didYouMean(knob, known)}`,
    )
  }
  const { value: schema, roles } = KNOBS[knob]
  if (schema !== null) {
    const fits = schema.safeParse(value).success && (value ?? NaN) >= (offer.min ?? 0) && (value ?? NaN) <= (offer.max ?? 0)
    const given = value === undefined || Number.isNaN(value) ? '' : `, not ${value}`
    if (!fits) throw new UsageError(`The knob "${knob}" takes ${knobRange(offer)}${given}.`)
  }
  if (roles !== null && worker === undefined) throw new UsageError(`The knob "${knob}" needs a worker: say which.`)
  return { knob, value: schema === null ? 0 : (value ?? 0), worker: roles === null ? 0 : (worker ?? 0) }
}
