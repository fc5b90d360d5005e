import { whenWords } from '../../workloads/analysis/index.ts'
import { KNOBS, type Step } from '../../workloads/contract/index.ts'
import { stagePanelTitle } from '../stage/stage-panel.tsx'

/** What each kind of step is called. */
export const STEP_TITLES: Readonly<Record<Step['step'], string>> = {
  card: 'Card',
  chapter: 'Chapter',
  show: 'Show charts',
  say: 'Say',
  hold: 'Hold',
  run: 'Run',
  until: 'Wait until',
  turn: 'Turn a knob',
  highlight: 'Spotlight',
  predict: 'Question',
  replay: 'Replay',
  compare: 'Compare',
}

/**
 * What a step does, in a few words; without its title.
 * @param titleOf the title of a preset
 */
export function stepWords(step: Step, titleOf: (preset: string) => string): string {
  switch (step.step) {
    case 'card':
    case 'chapter':
      return step.title
    case 'show':
      return step.panels.map(stagePanelTitle).join(', ')
    case 'say':
      return step.text
    case 'hold':
      return `${step.forMs} ms`
    case 'run':
      return titleOf(step.preset)
    case 'until':
      return whenWords(step.when)
    case 'turn':
      return [KNOBS[step.knob].label, step.value].filter((word) => word !== undefined).join(' ')
    case 'highlight':
      return step.panel === null ? 'off' : stagePanelTitle(step.panel)
    case 'predict':
      return step.question
    case 'replay':
      return step.speed === 1 ? 'at full speed' : `${step.speed} times the speed`
    case 'compare':
      return `runs ${step.runs[0]} and ${step.runs[1]}`
  }
}
