import { OWN_TASK, type Params, type RunInfo } from '../contract/index.ts'
import { ownNames, ownTask } from '../own/index.ts'
import { findPreset } from '../presets/index.ts'
import { findTechnique, type Runnable } from '../techniques/index.ts'

/** What a run is called. */
export type RunNames = Pick<RunInfo, 'preset' | 'technique' | 'title'>

interface Found {
  readonly technique: Runnable
  /** Parameters of the preset. */
  readonly preset: Params
  namesOf(params: Params): RunNames
}

/**
 * What runs when a preset, or your own task, is asked for.
 * @throws UsageError for an unknown preset
 */
export function findRunnable(id: string): Found {
  if (id === OWN_TASK) return { technique: ownTask, preset: {}, namesOf: ownNames }
  const { title, technique, params } = findPreset(id)
  return { technique: findTechnique(technique), preset: params, namesOf: () => ({ preset: id, technique, title }) }
}
