import { didYouMean, presetSchema, UsageError, type Preset } from '../contract/index.ts'
import { DEMO_PRESETS } from './demos.ts'
import { PITFALL_PRESETS } from './pitfalls.ts'
import { TECHNIQUE_PRESETS } from './techniques.ts'

/** All presets, in the order of the gallery. A new one is an entry in one of the files here. */
export const PRESETS: readonly Preset[] = [...TECHNIQUE_PRESETS, ...PITFALL_PRESETS, ...DEMO_PRESETS].map((preset) =>
  presetSchema.parse(preset),
)

/** @throws UsageError that names the nearest presets */
export function findPreset(id: string): Preset {
  const preset = PRESETS.find((candidate) => candidate.id === id)
  if (preset !== undefined) return preset
  const ids = PRESETS.map((candidate) => candidate.id)
  throw new UsageError(`There is no preset "${id}". ${didYouMean(id, ids)}`)
}
