import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { ReplayProblem, ReplayWindow } from './app/replay-window.tsx'
import { followTheme } from './app/theme.ts'
import { readEmbeddedDemo, readEmbeddedRun } from './bridge/index.ts'
import { DemoWindow } from './handout/demo-window.tsx'
import { openDemoRuns } from './handout/open-demo.ts'
import { ShowPlayer } from './handout/show-player.ts'
import {
  createReplaySession,
  createSettings,
  FrameScheduler,
  openProblem,
  openRun,
  Player,
  StoresProvider,
  ViewStore,
} from './stores/index.ts'
import './ui/base.css'

/** Pages from files share their storage with each other, so this one keeps nothing. */
const NO_STORAGE = { getItem: () => null, setItem: () => undefined }

const root = document.getElementById('root')
if (root === null) throw new Error('replay.html has no element with the id "root"')

const frames = new FrameScheduler(window)
const settings = createSettings(NO_STORAGE)
const view = new ViewStore(() => frames.invalidate())
// All live as long as the page.
followTheme(settings, () => frames.invalidate())

/** The window of a page that replays a run. */
async function replayWindow(): Promise<ReactNode> {
  const bytes = await readEmbeddedRun()
  const opened = { ...(await openRun(document.title, bytes)), source: new Blob([bytes]) }
  const player = new Player(() => [opened.run], window, () => frames.invalidate())
  player.reset()
  return (
    <StoresProvider stores={{ session: createReplaySession(opened), settings, frames, view, player }}>
      <ReplayWindow opened={opened} />
    </StoresProvider>
  )
}

/** The window of a page that plays a demo; null when the page is none. */
async function demoWindow(): Promise<ReactNode> {
  const demo = readEmbeddedDemo()
  if (demo === null) return null
  settings.setState({ theme: demo.theme })
  const runs = await openDemoRuns(demo, await readEmbeddedRun())
  const player = new ShowPlayer(demo.show, runs, window, () => frames.invalidate())
  return <DemoWindow title={demo.title} summary={demo.summary} player={player} runs={runs} frames={frames} view={view} />
}

try {
  const shown = (await demoWindow()) ?? (await replayWindow())
  createRoot(root).render(<StrictMode>{shown}</StrictMode>)
} catch (error) {
  createRoot(root).render(<ReplayProblem text={openProblem(document.title, error)} />)
}
