import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { Recording } from './app/recording.tsx'
import { followTheme } from './app/theme.ts'
import { connect, fetchRunFile, pathOfFile } from './bridge/index.ts'
import {
  createComparisons,
  createExperiments,
  createLibrary,
  createSession,
  createSettings,
  createSweeps,
  createWatch,
  FrameScheduler,
  isLiveState,
  Player,
  playedOf,
  rememberChoices,
  StoresProvider,
  ViewStore,
} from './stores/index.ts'
import './ui/base.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

const frames = new FrameScheduler(window)
const settings = createSettings(window.localStorage)
const session = createSession({
  open: () => connect(),
  onRunChange: () => frames.invalidate(),
  remembered: settings.getState(),
  pathOf: (file) => pathOfFile(file),
})
const library = createLibrary(session.actions.library)
const comparisons = createComparisons({
  fetchFile: (id, signal) => fetchRunFile(id, signal),
  fail: (error) => session.actions.fail(error),
  onChange: () => frames.invalidate(),
})
const experiments = createExperiments(session, library, comparisons)
const sweeps = createSweeps(session)
const watch = createWatch({ session, library, comparisons, experiments })
const player = new Player(
  () => {
    const { run, opened, rival } = session.store.getState()
    return playedOf(comparisons.store.getState().comparison, run, opened === null ? rival : null)
  },
  window,
  () => frames.invalidate(),
)
comparisons.store.subscribe(() => player.reset())
session.store.subscribe((now, before) => {
  player.reset()
  // Whoever runs or opens something wants to see it; a run that was over before this window came is nobody's wish.
  const began = now.runId !== before.runId && (before.runId !== null || isLiveState(now.runState))
  if (began || (now.opened !== null && now.opened !== before.opened)) sweeps.close()
  // Who goes on with something else has done with comparing.
  const other = now.presetId !== before.presetId || now.opened !== before.opened || now.runId !== before.runId
  if (other && experiments.store.getState().going === null) comparisons.close()
})
const view = new ViewStore(() => frames.invalidate())
// All live as long as the window.
rememberChoices(settings, session, player)
followTheme(settings, () => frames.invalidate())

/** `poolscope demo` opens the page as a film set. */
const isFilm = new URLSearchParams(window.location.search).has('film')

if (isFilm) void import('./film/mount.ts').then(({ mountFilm }) => mountFilm(session.host, root, fetchRunFile))
else createRoot(root).render(
  <StrictMode>
    <StoresProvider stores={{ session, settings, frames, view, player, library, comparisons, experiments, sweeps, watch }}>
      <Recording>
        <App />
      </Recording>
    </StoresProvider>
  </StrictMode>,
)
