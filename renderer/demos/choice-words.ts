import { isKnobId, KNOBS, CHART_IDS } from '../../workloads/contract/index.ts'
import { stagePanelTitle } from '../stage/stage-panel.tsx'

/** What people read for a value of a choice: the name of a chart or a knob. */
export function choiceWords(value: string): string {
  const panel = CHART_IDS.find((candidate) => candidate === value)
  if (panel !== undefined) return stagePanelTitle(panel)
  return isKnobId(value) ? KNOBS[value].label : value
}
