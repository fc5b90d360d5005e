import { Pause, Play, Square } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { EMPTY_SCENE, type Scene } from '../../workloads/analysis/index.ts'
import type { StagePanel } from '../../workloads/contract/index.ts'
import { Stage } from '../stage/stage.tsx'
import {
  isLiveState,
  selectedPreset,
  shownRunState,
  useActions,
  usePlayer,
  usePlayerState,
  useRunValue,
  useSession,
  useSettings,
  useShownRun,
  useStores,
} from '../stores/index.ts'
import { Presenter } from './presenter.tsx'
import { PresenterOptions } from './presenter-options.tsx'
import { withPanel } from './panel-at.ts'
import { PanelsMenu } from './panels-menu.tsx'
import { ToolButton } from './tool-button.tsx'
import styles from './presenter.module.css'

const PROGRESS_HZ = 4

export interface RunScreenProps {
  /** A panel that the others are dimmed for. */
  readonly spotlight: StagePanel | null
  readonly onLight: (panel: StagePanel) => void
  readonly onLeave: () => void
}

/** The run of the window on the stage: one that goes on, one that has ended, or a file. */
export function RunScreen({ spotlight, onLight, onLeave }: RunScreenProps) {
  const { frames, view } = useStores()
  const run = useShownRun()
  const runs = useMemo(() => [run], [run])
  const panels = useSettings((settings) => settings.stagePanels)
  const [fit, keys] = [useSettings((s) => s.stageFit), useSettings((s) => s.stageKeys)]
  const title = useSession((data) => data.opened?.name ?? selectedPreset(data)?.title ?? 'Run')
  const name = useSession((data) => data.presetId ?? 'run')
  const idle = useSession((data) => shownRunState(data) === 'idle')
  // The pointer may have been in a chart that is gone.
  useEffect(() => view.setCrosshair(null), [view, panels])
  const { mode, speed } = usePlayerState()
  const scene: Scene = {
    ...EMPTY_SCENE,
    panels,
    highlight: spotlight !== null && panels.includes(spotlight) ? spotlight : null,
    card: idle ? { title, text: 'Press Space, and the run begins.' } : null,
    play: { run: 0, runMs: 0, speed: mode === 'playing' ? speed : 1 },
  }
  return (
    <Presenter
      title={title}
      name={name}
      fit={fit}
      keys={keys}
      progress={<RunProgress title={title} />}
      tools={
        <>
          <RunTools />
          <PanelsMenu />
          <PresenterOptions onLeave={onLeave} />
        </>
      }
    >
      {/* Charts keep what they do in the window: only titles are for the spotlight. */}
      <div className={styles['titles']} onClick={({ target }) => withPanel(target, '[data-panel] h2', onLight)}>
        <Stage scene={scene} runs={runs} frames={frames} view={view} captions={false} />
      </div>
    </Presenter>
  )
}

function RunTools() {
  const actions = useActions()
  const player = usePlayer()
  const { mode } = usePlayerState()
  const live = useSession(({ runState, connection }) => connection === 'open' && isLiveState(runState))
  const idle = useSession((data) => shownRunState(data) === 'idle')
  const moves = mode === 'playing' || (mode === 'following' && live)
  return (
    <>
      {/* Both put what goes wrong into the session's `lastError`. */}
      <ToolButton label={live ? 'Stop the run' : 'Run'} shortcut="Space" onClick={() => void (live ? actions.stop() : actions.start())}>
        {live ? <Square size={16} aria-hidden="true" /> : <Play size={16} fill="currentColor" aria-hidden="true" />}
      </ToolButton>
      <ToolButton label={moves ? 'Pause the view' : 'Play'} shortcut="k" disabled={idle} onClick={() => player.toggle()}>
        {moves ? <Pause size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
      </ToolButton>
    </>
  )
}

function RunProgress({ title }: { title: string }) {
  const state = useSession(shownRunState)
  const ended = useRunValue((run) => run.ended, PROGRESS_HZ)
  const expected = useRunValue((run) => run.info?.expectedTasks ?? null, PROGRESS_HZ)
  const tasks = expected === null ? `${ended} tasks` : `${ended} of ${expected} tasks`
  return (
    <div className={styles['progress']}>
      <b>{title}</b>
      <span>{state === 'idle' ? 'Not started' : `${state}, ${tasks}`}</span>
      {expected !== null && state !== 'idle' && <progress max={Math.max(1, expected)} value={ended} aria-label="Tasks ended" />}
    </div>
  )
}
