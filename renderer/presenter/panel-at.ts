import { CHART_IDS, type StagePanel } from '../../workloads/contract/index.ts'

/** Does something with the panel that was clicked on: on that part of it. */
export function withPanel(target: EventTarget, part: string, act: (panel: StagePanel) => void): void {
  const hit = target instanceof Element ? target.closest(part)?.closest<HTMLElement>('[data-panel]') : undefined
  const panel = CHART_IDS.find((candidate) => candidate === hit?.dataset['panel'])
  if (panel !== undefined) act(panel)
}
