import { MODELS, OWN_TASK, TECHNIQUE_OF_MODEL, type Model } from '../contract/own-task.ts'
import type { ParamField } from '../contract/parameters.ts'
import type { PresetInfo, TechniqueId } from '../contract/preset.ts'
import type { Params, ParamValue, RunInfo } from '../contract/run.ts'

/** A run of the same tasks under another model, or why there is none, for people. */
export type Counterpart = { readonly preset: string; readonly params: Params } | { readonly reason: string }

/** What stands for each model, the nearest first; a text says why nothing does. */
type Family = Readonly<Record<Exclude<Model, 'serial'>, readonly TechniqueId[] | string>>

const LOOP: readonly TechniqueId[] = ['gather', 'async-wait']
const ALONE: Family = { threads: ['threads'], processes: ['processes'], 'event-loop': LOOP }
const POOL: Family = { threads: ['thread-pool'], processes: ['process-pool'], 'event-loop': LOOP }
const QUEUE: Family = {
  threads: ['thread-queue'],
  processes: ['process-queue'],
  'event-loop': 'A queue blocks whoever waits for it, and an event loop must not be blocked.',
}
const ENDLESS = 'Its loops go on until they are stopped: there is no number of tasks that another model could run.'
const ENDLESS_LOOP: Family = { threads: ENDLESS, processes: ENDLESS, 'event-loop': ['event-loop'] }
const REQUESTS = 'HTTP requests are made by threads only.'
const NETWORK: Family = { threads: ['network'], processes: REQUESTS, 'event-loop': REQUESTS }

const TECHNIQUES: Readonly<Record<TechniqueId, { readonly model: Model; readonly family: Family }>> = {
  threads: { model: 'threads', family: ALONE },
  processes: { model: 'processes', family: ALONE },
  'thread-pool': { model: 'threads', family: POOL },
  'process-pool': { model: 'processes', family: POOL },
  gather: { model: 'event-loop', family: POOL },
  'async-wait': { model: 'event-loop', family: POOL },
  'thread-queue': { model: 'threads', family: QUEUE },
  'process-queue': { model: 'processes', family: QUEUE },
  'event-loop': { model: 'event-loop', family: ENDLESS_LOOP },
  network: { model: 'threads', family: NETWORK },
}

/** Parameters of a model and not of its tasks: what they say has no meaning, or none that counts, under another. */
const LEFT_OUT: Readonly<Record<string, (value: ParamValue) => boolean>> = {
  workers: () => true, // an event loop is one thread
  returnWhen: () => true, // how results are handed over changes no task
  timeoutMs: (value) => value === 0,
  arrival: (value) => value === 'all-at-once',
  ratePerSecond: () => true, // of an arrival at a rate, which is looked at itself
}

/** The same tasks need nothing else: all are waited for. */
const OWN_PARAMS: Readonly<Partial<Record<TechniqueId, Params>>> = { 'async-wait': { returnWhen: 'ALL_COMPLETED' } }

const isKnown = (id: string): id is TechniqueId => Object.hasOwn(TECHNIQUES, id)

/** The model of a technique; null for one that this version does not know. */
export function modelOf(technique: string): Model | null {
  if (technique === TECHNIQUE_OF_MODEL.serial) return 'serial'
  return isKnown(technique) ? TECHNIQUES[technique].model : null
}

/** The models that a run may have a counterpart under: your own task alone can be run one after the other. */
export const modelsFor = ({ preset }: Pick<RunInfo, 'preset'>): readonly Model[] =>
  preset === OWN_TASK ? MODELS : MODELS.filter((model) => model !== 'serial')

/**
 * The tasks of a run under a model. Under its own it is the same run again. With the same seed its tasks are the same:
 * where a parameter that makes them does not fit, there is no counterpart.
 * @param presets of the host; those of the techniques have the techniques' ids
 */
export function counterpartOf(
  { preset, technique, params }: Pick<RunInfo, 'preset' | 'technique' | 'params'>,
  model: Model,
  presets: readonly PresetInfo[],
): Counterpart {
  if (preset === OWN_TASK) return { preset, params: { ...params, as: model } }
  if (model === 'serial') return { reason: 'Only your own task can be run one after the other.' }
  if (!isKnown(technique)) return { reason: 'This run was made with a technique that this version does not have.' }
  const known = TECHNIQUES[technique]
  if (technique === 'event-loop' && params['seconds'] === 0) return { reason: ENDLESS }
  const own = presets.find(({ id }) => id === preset)
  if (model === known.model && own !== undefined) return { preset: own.id, params }
  const candidates = model === known.model ? [technique] : known.family[model]
  if (typeof candidates === 'string') return { reason: candidates }
  const answers = candidates.flatMap((id) => {
    const target = presets.find((one) => one.id === id)
    return target === undefined ? [] : [carriedTo(id, target, params)]
  })
  return answers.find((answer) => 'preset' in answer) ?? answers[0] ?? { reason: 'This host does not have it.' }
}

function carriedTo(id: TechniqueId, { title, fields }: PresetInfo, params: Params): Counterpart {
  const carried: Record<string, ParamValue> = {}
  for (const [name, value] of Object.entries(params)) {
    const field = fields.find((one) => one.name === name)
    if (field === undefined) {
      if (LEFT_OUT[name]?.(value) !== true) return { reason: `${title} has nothing like ${name} ${String(value)}.` }
    } else if (fits(field, value)) carried[name] = value
    else if (matters(field, params)) return { reason: `${title} cannot have ${name} ${String(value)}.${boundsOf(field)}` }
  }
  return { preset: id, params: { ...carried, ...OWN_PARAMS[id] } }
}

function fits({ type, min = -Infinity, max = Infinity, choices }: ParamField, value: ParamValue): boolean {
  if (type === 'choice') return choices?.some((choice) => choice.value === value) === true
  return typeof value !== 'number' || (value >= min && value <= max)
}

const matters = ({ showWhen }: ParamField, params: Params): boolean =>
  showWhen === undefined || showWhen.values.some((value) => value === params[showWhen.name])

const boundsOf = ({ type, max }: ParamField): string =>
  (type === 'integer' || type === 'number') && max !== undefined ? ` It takes at most ${max}.` : ''
