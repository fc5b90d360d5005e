import { useEffect, useState } from 'react'
import type { StagePanel, Storyboard } from '../../workloads/contract/index.ts'
import { endFullScreen, useFullScreen } from '../presenter/full-screen.ts'
import { LiveShow } from '../presenter/live-show.ts'
import { RunScreen } from '../presenter/run-screen.tsx'
import { ShowScreen } from '../presenter/show-screen.tsx'
import { useRecorder } from '../recorder/context.tsx'
import { useHostStores, useSetSettings, useSettings } from '../stores/index.ts'
import { Announcer } from './announcer.tsx'
import { recorderCommands, runStageCommands, showCommands, type Command, type Overlay, type PresenterTarget } from './commands/index.ts'
import { useCommandKeys } from './commands/keys.ts'
import { Overlays } from './overlays.tsx'

const COUNTDOWN = 3

export interface PresentingProps {
  /** Null: the run of the window. */
  readonly storyboard: Storyboard | null
  readonly onLeave: () => void
}

/** Presenter mode, in place of the window, which would work for nobody meanwhile. */
export function Presenting({ storyboard, onLeave }: PresentingProps) {
  const full = useSettings(({ stageFull }) => stageFull)
  const set = useSetSettings()
  const [escaped, setEscaped] = useState(false)
  useFullScreen(full, () => {
    setEscaped(true)
    set({ stageFull: false })
  })
  // Esc was for this demo: the next one fills the screen again.
  useEffect(() => (escaped ? () => set({ stageFull: true }) : undefined), [escaped, set])
  return storyboard === null ? <RunOnStage onLeave={onLeave} /> : <ShowOnStage storyboard={storyboard} onLeave={onLeave} />
}

function ShowOnStage({ storyboard, onLeave }: { storyboard: Storyboard; onLeave: () => void }) {
  const { show, again } = useLiveShow(storyboard)
  const overlays = usePresenterOverlays(onLeave, (target) => (show === null ? [] : showCommands(target, show)))
  return (
    <>
      {show !== null && <ShowScreen show={show} storyboard={storyboard} onAgain={again} onLeave={onLeave} />}
      {overlays}
    </>
  )
}

function RunOnStage({ onLeave }: { onLeave: () => void }) {
  const [spotlight, setSpotlight] = useState<StagePanel | null>(null)
  const light = (panel: StagePanel | null): void => setSpotlight((before) => (panel === before ? null : panel))
  const overlays = usePresenterOverlays(onLeave, (target) => runStageCommands(target, light))
  return (
    <>
      <RunScreen spotlight={spotlight} onLight={light} onLeave={onLeave} />
      <Announcer />
      {overlays}
    </>
  )
}

/** A performance, for as long as the component is there; `again` begins a new one. */
function useLiveShow(storyboard: Storyboard): { show: LiveShow | null; again: () => void } {
  const { session, frames, settings } = useHostStores()
  const [times, setTimes] = useState(0)
  const [show, setShow] = useState<LiveShow | null>(null)
  useEffect(() => {
    let live: LiveShow | null = null
    // Not before React has decided that the component stays.
    const start = setTimeout(() => {
      const { stageCountdown, stageAsks } = settings.getState()
      const countdown = stageCountdown ? COUNTDOWN : 0
      live = new LiveShow({ host: session.host, storyboard, frames, countdown, asks: stageAsks })
      setShow(live)
      void live.perform() // never rejects: what goes wrong is on the stage
    })
    return () => {
      clearTimeout(start)
      live?.close()
    }
  }, [storyboard, times, session, frames, settings])
  return { show, again: () => setTimes((before) => before + 1) }
}

/** Keys, palette and dialogs of a presenter screen. */
function usePresenterOverlays(onLeave: () => void, list: (target: PresenterTarget) => Command[]) {
  const stores = useHostStores()
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const recording = useRecorder()
  // Esc, where the browser leaves it to the page, does first what it does elsewhere.
  const leave = (): void => {
    if (!endFullScreen()) onLeave()
  }
  const commands = (): Command[] => [...list({ stores, show: setOverlay, leave }), ...recorderCommands({ stores, recording })]
  useCommandKeys(() => (overlay === null ? commands() : []))
  return <Overlays open={overlay} onClose={() => setOverlay(null)} listCommands={commands} />
}
