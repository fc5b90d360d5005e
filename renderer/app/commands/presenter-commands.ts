import { nextPanel } from '../../presenter/stage-layout.ts'
import type { LiveShow } from '../../presenter/live-show.ts'
import { THEMES, type HostStores } from '../../stores/index.ts'
import type { StagePanel } from '../../../workloads/contract/index.ts'
import { chartCommands } from './chart-commands.ts'
import type { Command, Overlay } from './command.ts'
import { replayCommands } from './replay-commands.ts'
import { runCommands } from './run-commands.ts'

const group = 'Present'
/** As many panels as a stage has. */
const PLACES = [0, 1, 2, 3]

/** What commands of a presenter screen work on. */
export interface PresenterTarget {
  readonly stores: HostStores
  readonly show: (overlay: Overlay) => void
  readonly leave: () => void
}

/** Every presenter screen: looks, help, and out. */
function presenterCommands({ stores: { settings }, show, leave }: PresenterTarget): Command[] {
  const { theme, stageFull, stageKeys } = settings.getState()
  return [
    { id: 'leave', group, title: stageFull ? 'Out of full screen, then leave' : 'Leave', key: 'Escape', words: 'close end presenter', run: leave },
    { id: 'full-screen', group, title: stageFull ? 'Out of full screen' : 'Full screen', key: 'f', run: () => settings.setState({ stageFull: !stageFull }) },
    { id: 'stage-keys', group, title: stageKeys ? 'Hide the keys that are pressed' : 'Show the keys that are pressed', key: 'p', run: () => settings.setState({ stageKeys: !stageKeys }) },
    {
      id: 'theme',
      group,
      title: 'Next theme: system, light, dark',
      key: 't',
      words: 'colours',
      run: () => settings.setState({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system' }),
    },
    { id: 'palette', group: 'Help', title: 'Commands', key: 'Mod+k', words: 'palette find', run: () => show('palette') },
    { id: 'keys', group: 'Help', title: 'Keyboard', key: '?', words: 'shortcuts keys help', run: () => show('keys') },
  ]
}

/** A storyboard that is performed. The keys are those of slides, and those that a clicker sends. */
export function showCommands(target: PresenterTarget, live: LiveShow): Command[] {
  const { settings } = target.stores
  const { paused, scene, behind } = live.store.getState()
  const { stageSteps } = settings.getState()
  return [
    { id: 'next', group, title: 'Next: on with the show, or the answer', key: 'ArrowRight', also: [' ', 'PageDown'], run: () => live.next() },
    { id: 'previous', group, title: 'Back to the step before', key: 'ArrowLeft', also: ['PageUp'], run: () => live.previous() },
    { id: 'pause', group, title: paused ? 'Go on' : 'Pause', key: 'k', run: () => live.toggle() },
    { id: 'to-start', group, title: 'Back to the first step', key: 'Home', run: () => live.toStep(0) },
    { id: 'to-now', group, title: 'To what is performed now', key: 'End', blocked: behind ? null : 'It is shown already.', run: () => live.toEdge() },
    { id: 'steps', group, title: stageSteps ? 'Hide the steps' : 'Show the steps', key: 's', run: () => settings.setState({ stageSteps: !stageSteps }) },
    ...spotlights(scene.panels, (panel) => live.spotlight(panel)),
    ...presenterCommands(target),
  ]
}

/** The run of the window on the stage: the keys are those of the window. */
export function runStageCommands(target: PresenterTarget, light: (panel: StagePanel | null) => void): Command[] {
  const { settings } = target.stores
  const { stagePanels } = settings.getState()
  const next = (): void => settings.setState({ stagePanels: [nextPanel(stagePanels)] })
  return [
    ...runCommands(target).filter(({ id }) => id === 'run'),
    { id: 'next-chart', group, title: 'The next chart, alone', key: 'n', words: 'panel layout', run: next },
    ...spotlights(stagePanels, light),
    ...presenterCommands(target),
    ...replayCommands(target),
    ...chartCommands(target).filter(({ key }) => key !== 'Escape' && key !== '0'),
  ]
}

function spotlights(panels: readonly StagePanel[], light: (panel: StagePanel | null) => void): Command[] {
  const one = PLACES.slice(0, panels.length).map((place): Command => {
    const panel = panels[place] ?? null
    return { id: `light-${place + 1}`, group, title: `Spotlight on panel ${place + 1}, or off`, key: String(place + 1), words: 'dim highlight', run: () => light(panel) }
  })
  return [...one, { id: 'light-off', group, title: 'No spotlight of your own', key: '0', words: 'dim highlight', run: () => light(null) }]
}
