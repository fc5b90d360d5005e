import { z } from 'zod'
import { CHART_IDS } from './chart-id.ts'
import { KNOB_IDS, knobRequestSchema } from './knobs.ts'
import { paramsSchema } from './run.ts'

/**
 * A demo as data: steps that are performed one after the other on real runs. What is measured is never written down
 * here: captions and waits name events, and the run says when they came.
 */
export const STORYBOARD_VERSION = 1
export const MAX_STEPS = 100

/** What the stage can show. */
export const stagePanelSchema = z.enum(CHART_IDS)
export type StagePanel = z.infer<typeof stagePanelSchema>

/** What can happen in a run, once or often; the first time counts. */
export const RUN_EVENTS = [
  'worker-up',
  'task-ended',
  'task-failed',
  'overtaken',
  'queue-full',
  'producer-waits',
  'consumer-waits',
  'worker-lost',
  'worker-replaced',
  'loop-blocked',
  'knob-turned',
  'warning',
  'finished',
] as const
export const runEventSchema = z.enum(RUN_EVENTS)
export type RunEvent = z.infer<typeof runEventSchema>

/** What the form needs of a field beyond its type. */
export interface StepFieldMeta {
  label: string
  help?: string
  unit?: string
  /** Where the type alone does not tell how it is filled in. */
  widget?: 'preset' | 'params' | 'moment' | 'captions'
}

const line = (most: number) => z.string().trim().min(1, 'Write something here.').max(most, `At most ${most} characters.`)
const sentence = line(200)
const title = line(60).meta({ label: 'Title' })
const durationMs = z.number().min(0).max(60_000)
const readingTime = durationMs.optional().meta({ label: 'Shown for', unit: 'ms', help: 'Empty: as long as it takes to read.' })
const runNumber = z.number().int().positive()

/** A moment of a run, by what is true then: exactly one of these. */
export const whenSchema = z
  .strictObject({
    event: runEventSchema.optional(),
    /** Share of the expected tasks that have ended. */
    ended: z.number().min(0).max(1).optional(),
    /** So many tasks wait in the queue. */
    depth: z.number().int().positive().optional(),
    /** Time in the run. */
    atMs: z.number().nonnegative().optional(),
  })
  .refine((when) => Object.values(when).filter((value) => value !== undefined).length === 1, {
    error: 'Give exactly one of event, ended, depth and atMs.',
  })
export type When = z.infer<typeof whenSchema>

/** Said when its moment comes, whatever step is at work then. */
const captionSchema = z.strictObject({ when: whenSchema, say: sentence })
export type EventCaption = z.infer<typeof captionSchema>

const captionsSchema = z.array(captionSchema).max(20).optional().meta({ label: 'Captions', widget: 'captions', help: 'Each comes when the run says so.' })
const moment = whenSchema.meta({ label: 'Moment', widget: 'moment' })
const answersSchema = z.array(line(60)).min(2, 'Give two answers or more.').max(4, 'Give four answers at most.').meta({ label: 'Answers' })

const STEPS = [
  /** Full screen: the title at the start, the message at the end. A chapter begins with it. */
  z.strictObject({ step: z.literal('card'), title, text: sentence.optional().meta({ label: 'Text' }), forMs: readingTime }),
  /** A chapter begins without a card. */
  z.strictObject({ step: z.literal('chapter'), title }),
  z.strictObject({ step: z.literal('show'), panels: z.array(stagePanelSchema).min(1, 'Choose one chart or more.').max(4, 'Four charts at most.').meta({ label: 'Charts', help: 'One to four, in their order.' }) }),
  /** A caption; stays until the next. Goes on after `forMs`, by default the time that it takes to read. */
  z.strictObject({ step: z.literal('say'), text: sentence.meta({ label: 'Caption' }), forMs: readingTime }),
  z.strictObject({ step: z.literal('hold'), forMs: durationMs.meta({ label: 'For', unit: 'ms' }) }),
  /** Starts a run and goes on; what follows happens while it runs. */
  z.strictObject({
    step: z.literal('run'),
    preset: z.string().min(1, 'Choose a preset.').meta({ label: 'Preset', widget: 'preset' }),
    params: paramsSchema.optional().meta({ label: 'Parameters', widget: 'params', help: 'Those that differ from the preset.' }),
    captions: captionsSchema,
  }),
  /** Waits for a moment of the run. */
  z.strictObject({
    step: z.literal('until'),
    when: moment,
    timeoutMs: z.number().positive().max(300_000).optional().meta({ label: 'At most', unit: 'ms', help: 'Empty: a minute.' }),
  }),
  /** Turns a live knob of the run that goes on. */
  z.strictObject({
    step: z.literal('turn'),
    knob: z.enum(KNOB_IDS).meta({ label: 'Knob' }),
    value: knobRequestSchema.shape.value.meta({ label: 'To', help: 'Empty where the knob has no value.' }),
    worker: knobRequestSchema.shape.worker.meta({ label: 'Worker', help: 'Counted from 0; empty: the whole run.' }),
  }),
  /** Dims everything but one panel; null: nothing. */
  z.strictObject({ step: z.literal('highlight'), panel: stagePanelSchema.nullable().meta({ label: 'Chart' }) }),
  /** Asks the audience, waits, and says what is right. */
  z
    .strictObject({
      step: z.literal('predict'),
      question: sentence.meta({ label: 'Question' }),
      answers: answersSchema,
      /** Place of the right answer, from 1. */
      right: z.number().int().positive().meta({ label: 'The right one', help: 'Its number, from 1.' }),
      why: sentence.meta({ label: 'Why' }),
      thinkMs: durationMs.optional().meta({ label: 'Time to think', unit: 'ms', help: 'In a film; a presenter tells the answer himself.' }),
    })
    .refine(({ right, answers }) => right <= answers.length, { error: 'There is no answer with this number.', path: ['right'] }),
  /** Shows a run again from `fromMs` to `toMs` (default: all), `speed` times as fast. `run` counts runs from 1; default: the last. */
  z.strictObject({
    step: z.literal('replay'),
    run: runNumber.optional().meta({ label: 'Run', help: 'Its number, from 1. Empty: the last one.' }),
    speed: z.number().min(0.02).max(20).meta({ label: 'Speed', unit: '×' }),
    fromMs: z.number().nonnegative().optional().meta({ label: 'From', unit: 'ms', help: 'Empty: its start.' }),
    toMs: z.number().positive().optional().meta({ label: 'To', unit: 'ms', help: 'Empty: its end.' }),
    captions: captionsSchema,
  }),
  /** The figures of two runs, side by side; runs count from 1. */
  z.strictObject({
    step: z.literal('compare'),
    runs: z.tuple([runNumber, runNumber]).meta({ label: 'Runs', help: 'Their numbers, from 1.' }),
    forMs: durationMs.optional().meta({ label: 'Shown for', unit: 'ms' }),
  }),
] as const
export const stepSchema = z.discriminatedUnion('step', STEPS)
export type Step = z.infer<typeof stepSchema>
export type StepOf<K extends Step['step']> = Extract<Step, { step: K }>

export const storyboardSchema = z.strictObject({
  version: z.literal(STORYBOARD_VERSION),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'Use small letters, digits and hyphens.').meta({ label: 'Id', help: 'Names its files.' }),
  title,
  /** One line: what it shows. */
  summary: sentence.meta({ label: 'Summary', help: 'One line: what it shows.' }),
  /** Of every run in it, so that each performance has the same tasks. */
  seed: z.number().int().min(0).max(0xffffffff).meta({ label: 'Seed', help: 'Of every run in it: the same tasks each time.' }),
  steps: z.array(stepSchema).min(1, 'A storyboard has one step or more.').max(MAX_STEPS, `At most ${MAX_STEPS} steps.`),
})
export type Storyboard = z.infer<typeof storyboardSchema>
