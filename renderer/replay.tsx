import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ReplayProblem, ReplayWindow } from './app/replay-window.tsx'
import { followTheme } from './app/theme.ts'
import { readEmbeddedRun } from './bridge/index.ts'
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
// All live as long as the page.
followTheme(settings, () => frames.invalidate())

try {
  const bytes = await readEmbeddedRun()
  const opened = { ...(await openRun(document.title, bytes)), source: new Blob([bytes]) }
  const player = new Player(() => [opened.run], window, () => frames.invalidate())
  player.reset()
  const view = new ViewStore(() => frames.invalidate())
  createRoot(root).render(
    <StrictMode>
      <StoresProvider stores={{ session: createReplaySession(opened), settings, frames, view, player }}>
        <ReplayWindow opened={opened} />
      </StoresProvider>
    </StrictMode>,
  )
} catch (error) {
  createRoot(root).render(<ReplayProblem text={openProblem(document.title, error)} />)
}
