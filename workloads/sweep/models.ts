import { modelOf as modelOfTechnique, sweepRefusal } from '../analysis/index.ts'
import {
  OWN_TASK,
  parseParameters,
  UsageError,
  type Model,
  type Params,
  type TechniqueId,
} from '../contract/index.ts'
import { ownTask } from '../own/index.ts'
import { findPreset } from '../presets/index.ts'
import { findTechnique, type Runnable, type Technique } from '../techniques/index.ts'
import type { RunRequest } from '../runs/index.ts'

/** What a sweep runs, before it is known as what and with how many workers. */
export interface SweepTarget {
  /** Id of a preset, or `OWN_TASK`. */
  readonly preset: string
  /** Over the preset's own parameters. */
  readonly params: Params
}

/** The parameter that is the number of workers. */
const SIZE: Partial<Record<TechniqueId, string>> = {
  'thread-pool': 'workers',
  'process-pool': 'workers',
  'thread-queue': 'consumers',
  'process-queue': 'consumers',
  network: 'workers',
}

/** A queue stays a queue; every other workload is given to a pool, or to an event loop as a whole. */
const QUEUES: Partial<Record<Model, TechniqueId>> = { threads: 'thread-queue', processes: 'process-queue' }

/** As what a preset runs when nothing else is asked for. */
export function modelOf({ preset, params }: SweepTarget): Model {
  if (preset === OWN_TASK) return (params['as'] as Model | undefined) ?? 'threads'
  return modelOfTechnique(findPreset(preset).technique) ?? 'threads'
}

/**
 * The request for a run of the same tasks as another model, with so many workers: all parameters that both techniques
 * have keep their values. `more` goes over them.
 * @throws UsageError for parameters that are not there or out of range, and where the workload cannot run like that
 */
export function requestFor(target: SweepTarget, as: Model, workers: number, more: Params = {}): RunRequest {
  if (target.preset === OWN_TASK) {
    const params = { ...target.params, ...more, as, workers }
    ownTask.limit?.(parseParameters(ownTask.schema, {}, params))
    return { preset: OWN_TASK, params }
  }
  const preset = findPreset(target.preset)
  const technique = findTechnique(preset.technique)
  const full = parseParameters(technique.schema, preset.params, target.params) as Params
  const counterpart = findTechnique(counterpartOf(technique, as, { ...full, ...more }))
  const names = Object.keys(counterpart.schema.shape)
  const size = SIZE[counterpart.id]
  const params = {
    ...Object.fromEntries(Object.entries(full).filter(([name]) => names.includes(name))),
    ...more,
    ...(size === undefined ? {} : { [size]: workers }),
    // One call that waits for all: each call looks at all that are pending.
    ...(counterpart.id === 'async-wait' ? { returnWhen: 'ALL_COMPLETED' } : {}),
  }
  const parsed = parseParameters(counterpart.schema, findPreset(counterpart.id).params, params) as Params
  refuseForeign(counterpart, parsed)
  return { preset: counterpart.id, params }
}

/** @throws UsageError where each of many runs would do what the user must agree to */
export function refuseForeign({ confirmation }: Pick<Runnable, 'confirmation'>, params: Params): void {
  if ((confirmation?.(params) ?? null) === null) return
  throw new UsageError('That would be many runs, and each would send requests to other machines: only servers of this one are used.')
}

function counterpartOf({ id, title }: Technique, as: Model, params: Params): TechniqueId {
  const refusal = sweepRefusal(id, as)
  if (refusal !== null) throw new UsageError(`"${title}" cannot be swept as ${as}: ${refusal}`)
  if (id === 'network') return id
  if (id === 'thread-queue' || id === 'process-queue') return QUEUES[as] ?? id
  if (as === 'processes') return 'process-pool'
  // One thread does one task after the other, and no task waits for another one of its own.
  if (as === 'threads' || as === 'serial') return 'thread-pool'
  return (params['arrival'] ?? 'all-at-once') === 'all-at-once' ? 'gather' : 'async-wait'
}
