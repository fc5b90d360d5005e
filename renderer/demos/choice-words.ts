import { isKnobId, KNOBS, STAGE_PANELS } from '../../workloads/contract/index.ts'
import { stagePanelTitle } from '../stage/stage-panel.tsx'

/** What people read for a value of a choice: the name of a chart or a knob. */
export function choiceWords(value: string): string {
  const panel = STAGE_PANELS.find((candidate) => candidate === value)
  if (panel !== undefined) return stagePanelTitle(panel)
  return isKnobId(value) ? KNOBS[value].label : value
}
