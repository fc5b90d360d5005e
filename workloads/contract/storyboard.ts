import { z } from 'zod'
import { CHART_IDS } from './chart-id.ts'
import { KNOB_IDS, knobRequestSchema } from './knobs.ts'
import { paramsSchema } from './run.ts'

/**
 * A demo as data: steps that are performed one after the other on real runs. What is measured is never written down
 * here: captions and waits name events, and the run says when they came.
 */
export const STORYBOARD_VERSION = 1

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

const sentence = z.string().trim().min(1).max(200)
const title = z.string().trim().min(1).max(60)
const durationMs = z.number().min(0).max(60_000)

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

const answersSchema = z.array(z.string().trim().min(1).max(60)).min(2).max(4)

const STEPS = [
  /** Full screen: the title at the start, the message at the end. A chapter begins with it. */
  z.strictObject({ step: z.literal('card'), title, text: sentence.optional(), forMs: durationMs.optional() }),
  /** A chapter begins without a card. */
  z.strictObject({ step: z.literal('chapter'), title }),
  z.strictObject({ step: z.literal('show'), panels: z.array(stagePanelSchema).min(1).max(4) }),
  /** A caption; stays until the next. Goes on after `forMs`, by default the time that it takes to read. */
  z.strictObject({ step: z.literal('say'), text: sentence, forMs: durationMs.optional() }),
  z.strictObject({ step: z.literal('hold'), forMs: durationMs }),
  /** Starts a run and goes on; what follows happens while it runs. */
  z.strictObject({
    step: z.literal('run'),
    preset: z.string(),
    params: paramsSchema.optional(),
    captions: z.array(captionSchema).max(20).optional(),
  }),
  /** Waits for a moment of the run. */
  z.strictObject({ step: z.literal('until'), when: whenSchema, timeoutMs: z.number().positive().max(300_000).optional() }),
  /** Turns a live knob of the run that goes on. */
  z.strictObject({ step: z.literal('turn'), ...knobRequestSchema.shape, knob: z.enum(KNOB_IDS) }),
  /** Dims everything but one panel; null: nothing. */
  z.strictObject({ step: z.literal('highlight'), panel: stagePanelSchema.nullable() }),
  /** Asks the audience, waits, and says what is right. */
  z
    .strictObject({
      step: z.literal('predict'),
      question: sentence,
      answers: answersSchema,
      /** Place of the right answer, from 1. */
      right: z.number().int().positive(),
      why: sentence,
      thinkMs: durationMs.optional(),
    })
    .refine(({ right, answers }) => right <= answers.length, { error: 'There is no answer with this number.', path: ['right'] }),
  /** Shows a run again from `fromMs` to `toMs` (default: all), `speed` times as fast. `run` counts runs from 1; default: the last. */
  z.strictObject({
    step: z.literal('replay'),
    run: z.number().int().positive().optional(),
    speed: z.number().min(0.02).max(20),
    fromMs: z.number().nonnegative().optional(),
    toMs: z.number().positive().optional(),
    captions: z.array(captionSchema).max(20).optional(),
  }),
  /** The figures of two runs, side by side; runs count from 1. */
  z.strictObject({ step: z.literal('compare'), runs: z.tuple([z.number().int().positive(), z.number().int().positive()]), forMs: durationMs.optional() }),
] as const
export const stepSchema = z.discriminatedUnion('step', STEPS)
export type Step = z.infer<typeof stepSchema>
export type StepOf<K extends Step['step']> = Extract<Step, { step: K }>

export const storyboardSchema = z.strictObject({
  version: z.literal(STORYBOARD_VERSION),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'Use small letters, digits and hyphens.'),
  title,
  /** One line: what it shows. */
  summary: sentence,
  /** Of every run in it, so that each performance has the same tasks. */
  seed: z.number().int().min(0).max(0xffffffff),
  steps: z.array(stepSchema).min(1).max(100),
})
export type Storyboard = z.infer<typeof storyboardSchema>
