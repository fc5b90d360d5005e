import { OWN_TASK, type PresetInfo } from '../../../workloads/contract/index.ts'
import { PRESET_GLYPHS } from './presets.tsx'
import { TECHNIQUE_GLYPHS } from './techniques.tsx'

/** The drawing of a preset, or of its technique. Decoration: the title stands beside it. */
export function Glyph({ preset, size = 22 }: { preset: Pick<PresetInfo, 'id' | 'technique'>; size?: number | string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {PRESET_GLYPHS[preset.id] ?? (preset.technique === OWN_TASK ? null : TECHNIQUE_GLYPHS[preset.technique])}
    </svg>
  )
}
