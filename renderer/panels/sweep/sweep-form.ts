import { canArrive, hasSizes, modelOf, readRates, readSizes, sweepRefusal } from '../../../workloads/analysis/index.ts'
import { MODEL_WORDS, MODELS, OWN_TASK, SWEEP_LIMITS, type Model, type ParamField, type Params, type ParamValue, type PresetInfo, type SweepKind, type SweepRequest } from '../../../workloads/contract/index.ts'
import type { SweepForm } from '../../stores/index.ts'
import { formatPlural } from '../../ui/words.ts'
import { checkField } from '../parameters/form.ts'

/** So that a scalability curve can be fitted also on a machine with one core. */
const LEAST_SIZES = 4

/** Fields of a kind of sweep, in their order. */
export function sweepFields(kind: SweepKind, cores: number, preset: PresetInfo): ParamField[] {
  const repeats = integer('repeats', kind === 'watching' ? 'Pairs' : 'Repeats', 5, 1, SWEEP_LIMITS.repeats)
  switch (kind) {
    case 'sizes':
      return [
        { name: 'workers', label: 'Workers', type: 'text', default: `1..${Math.max(LEAST_SIZES, 2 * cores)}`, help: '1..8, or 1,2,4,8' },
        repeats,
        integer('warmUp', 'Warm-up runs', 1, 0, SWEEP_LIMITS.repeats),
      ]
    case 'rates':
      return [
        { name: 'as', label: 'Run as', type: 'choice', default: modelOfPreset(preset), choices: MODELS.map((value) => ({ value, label: MODEL_WORDS[value] })) },
        integer('size', 'Workers', cores, 1, SWEEP_LIMITS.workers),
        { name: 'rates', label: 'Tasks a second', type: 'text', default: '10..100', help: '10..200, or 10,20,40' },
        { name: 'arrival', label: 'Arrival', type: 'choice', default: 'poisson', choices: [{ value: 'poisson', label: 'Poisson' }, { value: 'steady', label: 'steady' }] },
        { ...integer('seconds', 'Each run', 3, 1, SWEEP_LIMITS.seconds), unit: 's' },
        repeats,
      ]
    case 'watching':
      return [repeats]
  }
}

const integer = (name: string, label: string, initial: number, min: number, max: number): ParamField => ({ name, label, type: 'integer', default: initial, min, max })

/** As what the tasks of a preset run by themselves. */
const modelOfPreset = ({ technique }: PresetInfo): Model => (technique === OWN_TASK ? 'threads' : (modelOf(technique) ?? 'threads'))

/** The models that are ticked. */
export const chosenModels = ({ as }: SweepForm, preset: PresetInfo): readonly Model[] =>
  (as ?? [modelOfPreset(preset)]).filter((model) => sweepRefusal(preset.technique, model) === null)

/** Why a preset has no such sweep, for people; null where it has. */
export function kindRefusal(kind: SweepKind, { technique, fields }: PresetInfo): string | null {
  if (kind === 'rates' && !canArrive(technique)) return 'The tasks of this preset do not arrive at a rate.'
  return kind === 'watching' && fields.some(({ name }) => name === 'seconds') ? 'It runs for a time that is set: watching cannot make it longer.' : null
}

/** A request that can be sent, or what is wrong, by field; `''` stands for the form as a whole. */
export type CheckedSweep = { readonly request: SweepRequest; readonly runs: string } | { readonly errors: Readonly<Record<string, string>> }

/** @param params what the user set of the preset */
export function checkSweep(form: SweepForm, preset: PresetInfo, params: Params, cores: number, seed: number | null): CheckedSweep {
  const { kind, values } = form
  const errors: Record<string, string> = {}
  const refusal = kindRefusal(kind, preset)
  if (refusal !== null) return { errors: { '': refusal } }
  const given: Record<string, ParamValue> = {}
  for (const field of sweepFields(kind, cores, preset)) {
    const checked = checkField(field, values[field.name] ?? field.default)
    if (checked.ok) given[field.name] = checked.value
    else errors[field.name] = checked.message
  }
  const read = (name: string, reader: () => number[]): number[] => {
    try {
      return reader()
    } catch (error) {
      errors[name] = error instanceof Error ? error.message : String(error)
      return []
    }
  }
  const target = { preset: preset.id, params, repeats: Number(given['repeats']), ...(seed === null ? {} : { seed }) }
  if (kind === 'watching') {
    return Object.keys(errors).length > 0 ? { errors } : { request: { kind, ...target }, runs: formatPlural(2 * (target.repeats + 1), 'run') }
  }
  if (kind === 'rates') {
    const rates = read('rates', () => readRates('This', String(given['rates'] ?? '')))
    const as = MODELS.find((model) => model === given['as']) ?? modelOfPreset(preset)
    const seconds = Number(given['seconds'])
    const cannot = sweepRefusal(preset.technique, as)
    if (cannot !== null) errors['as'] = `This preset cannot: ${cannot}`
    if (Object.keys(errors).length > 0) return { errors }
    const request: SweepRequest = { kind, ...target, as, workers: Number(given['size']), rates, arrival: given['arrival'] === 'steady' ? 'steady' : 'poisson', seconds }
    return { request, runs: `${formatPlural(rates.length, 'rate')} × ${formatPlural(target.repeats, 'repeat')}: ${formatPlural(rates.length * target.repeats, 'run')}` }
  }
  const workers = read('workers', () => readSizes('This', String(given['workers'] ?? ''), SWEEP_LIMITS.workers))
  const as = chosenModels(form, preset)
  if (as.length === 0) errors[''] = 'Tick at least one model.'
  if (Object.keys(errors).length > 0) return { errors }
  const warmUp = Number(given['warmUp'])
  const points = as.reduce((sum, model) => sum + (hasSizes(preset.id, model) ? workers.length : 1), 0)
  const rounds = target.repeats + warmUp
  return {
    request: { kind, ...target, as: [...as], workers, warmUp },
    runs: `${formatPlural(points, 'point')} × ${formatPlural(rounds, 'round')}: ${formatPlural(points * rounds, 'run')}`,
  }
}
