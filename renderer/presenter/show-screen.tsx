import { ListOrdered, Pause, Play, RotateCcw, SkipBack, SkipForward } from 'lucide-react'
import type { PointerEvent } from 'react'
import { useStore } from 'zustand'
import { textOf } from '../../workloads/analysis/index.ts'
import type { Storyboard } from '../../workloads/contract/index.ts'
import { Stage } from '../stage/stage.tsx'
import { useSession, useSetSettings, useSettings, useStores } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Countdown, Problem } from './notices.tsx'
import type { LiveShow, LiveShowState } from './live-show.ts'
import { Presenter } from './presenter.tsx'
import { PresenterOptions } from './presenter-options.tsx'
import { withPanel } from './panel-at.ts'
import { StepList } from './step-list.tsx'
import { STEP_TITLES } from './step-words.ts'
import { ToolButton } from './tool-button.tsx'
import styles from './presenter.module.css'

export interface ShowScreenProps {
  readonly show: LiveShow
  readonly storyboard: Storyboard
  readonly onAgain: () => void
  readonly onLeave: () => void
}

/** A storyboard, performed live. */
export function ShowScreen({ show, storyboard, onAgain, onLeave }: ShowScreenProps) {
  const state = useStore(show.store)
  const { frames, view } = useStores()
  const presets = useSession((data) => data.presets)
  const [fit, keys, steps] = [useSettings((s) => s.stageFit), useSettings((s) => s.stageKeys), useSettings((s) => s.stageSteps)]
  const titleOf = (id: string): string => presets.find((preset) => preset.id === id)?.title ?? id
  const { scene, spotlight } = state
  const shown = spotlight === undefined ? scene : { ...scene, highlight: spotlight }
  return (
    <Presenter
      title={storyboard.title}
      name={storyboard.id}
      fit={fit}
      keys={keys}
      tellShow={() => show.show}
      progress={<Progress storyboard={storyboard} state={state} />}
      tools={
        <>
          <ShowTools show={show} state={state} onAgain={onAgain} />
          <PresenterOptions onLeave={onLeave} />
        </>
      }
      side={
        steps && (
          <StepList
            steps={storyboard.steps}
            at={state.step}
            begun={state.begun}
            titleOf={titleOf}
            onStep={(step) => show.toStep(step)}
          />
        )
      }
      notices={
        <>
          {state.problem !== null && <Problem text={state.problem} />}
          {state.question !== null && <Question text={state.question} onAnswer={(agreed) => show.answer(agreed)} />}
        </>
      }
    >
      {/* For the mouse what 1 to 4 are for the keyboard. */}
      <div className={styles['show']} onPointerDownCapture={keepFromCharts} onClick={({ target }) => withPanel(target, '[data-panel]', (panel) => show.spotlight(panel))}>
        <Stage scene={shown} runs={show.runs} frames={frames} view={view} />
      </div>
      {state.phase === 'countdown' && <Countdown title={storyboard.title} summary={storyboard.summary} count={state.count} />}
      {/* Captions are announced by the stage itself. */}
      <p className="visually-hidden" role="status">
        {scene.card !== null || scene.question !== null ? textOf(scene) : ''}
      </p>
    </Presenter>
  )
}

/** A chart that is pressed is lit: it neither selects nor moves its time. */
function keepFromCharts(event: PointerEvent): void {
  event.stopPropagation()
}

function ShowTools({ show, state, onAgain }: Pick<ShowScreenProps, 'show' | 'onAgain'> & { state: LiveShowState }) {
  const steps = useSettings(({ stageSteps }) => stageSteps)
  const set = useSetSettings()
  const { phase, paused, behind } = state
  const ended = phase === 'ended'
  return (
    <>
      <ToolButton label="Step before" shortcut="←" onClick={() => show.previous()}>
        <SkipBack size={16} aria-hidden="true" />
      </ToolButton>
      <ToolButton label={paused ? 'Go on' : 'Pause'} shortcut="k" onClick={() => show.toggle()}>
        {paused ? <Play size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
      </ToolButton>
      <ToolButton label="Next" shortcut="→" disabled={ended && !behind} onClick={() => show.next()}>
        <SkipForward size={16} aria-hidden="true" />
      </ToolButton>
      {behind && !ended && <Button onClick={() => show.toEdge()}>To now</Button>}
      {ended && (
        <Button onClick={onAgain}>
          <RotateCcw size={14} aria-hidden="true" /> Perform again
        </Button>
      )}
      <ToolButton label="Steps" shortcut="s" pressed={steps} onClick={() => set({ stageSteps: !steps })}>
        <ListOrdered size={16} aria-hidden="true" />
      </ToolButton>
    </>
  )
}

function Progress({ storyboard: { title, steps }, state }: { storyboard: Storyboard; state: LiveShowState }) {
  const { step, phase, paused, behind, scene } = state
  const kind = steps[step]?.step
  const words =
    phase === 'countdown'
      ? 'About to begin'
      : phase === 'ended' && !behind
        ? 'The end'
        : [`Step ${step + 1} of ${steps.length}`, kind === undefined ? '' : STEP_TITLES[kind]].join(': ')
  const asks = phase === 'performing' && scene.question?.right === null
  const how = asks ? 'Next shows the answer' : phase === 'ended' ? '' : behind ? 'behind' : paused ? 'paused' : ''
  return (
    <div className={styles['progress']}>
      <b>{title}</b>
      <span>{words}</span>
      {how !== '' && <em>{how}</em>}
      <progress max={steps.length} value={phase === 'ended' && !behind ? steps.length : step} aria-label="Steps shown" />
    </div>
  )
}

function Question({ text, onAnswer }: { text: string; onAnswer: (agreed: boolean) => void }) {
  return (
    <Dialog
      role="alertdialog"
      title="Start this run?"
      onClose={() => onAnswer(false)}
      actions={
        <>
          <Button autoFocus onClick={() => onAnswer(false)}>
            Cancel
          </Button>
          <Button look="primary" onClick={() => onAnswer(true)}>
            Start
          </Button>
        </>
      }
    >
      {text}
    </Dialog>
  )
}
