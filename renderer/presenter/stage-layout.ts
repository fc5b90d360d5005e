import { CHART_IDS, type StagePanel } from '../../workloads/contract/index.ts'

/** More could not be read from the last row. */
const MOST_PANELS = 4

/** With one chart more or less: the oldest goes when there are too many, and the last one stays. */
export function toggledPanels(panels: readonly StagePanel[], panel: StagePanel): StagePanel[] {
  if (!panels.includes(panel)) return [...panels, panel].slice(-MOST_PANELS)
  return panels.length === 1 ? [...panels] : panels.filter((other) => other !== panel)
}

/** The next chart, alone. */
export function nextPanel(panels: readonly StagePanel[]): StagePanel {
  const at = panels.length === 1 ? CHART_IDS.findIndex((panel) => panel === panels[0]) : -1
  return CHART_IDS[(at + 1) % CHART_IDS.length] ?? 'queue-depth'
}
