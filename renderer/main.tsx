import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { followTheme } from './app/theme.ts'
import { connect } from './bridge/index.ts'
import { createLibrary, createSession, createSettings, FrameScheduler, Player, rememberChoices, StoresProvider, ViewStore } from './stores/index.ts'
import './ui/base.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

const frames = new FrameScheduler(window)
const settings = createSettings(window.localStorage)
const session = createSession({
  open: () => connect(),
  onRunChange: () => frames.invalidate(),
  remembered: settings.getState(),
})
const player = new Player(() => session.store.getState().run, window, () => frames.invalidate())
session.store.subscribe(() => player.reset())
const library = createLibrary(session.actions.library)
const view = new ViewStore(() => frames.invalidate())
// All live as long as the window.
rememberChoices(settings, session, player)
followTheme(settings, () => frames.invalidate())

/** `poolscope demo` opens the page as a film set. */
const isFilm = new URLSearchParams(window.location.search).has('film')

if (isFilm) void import('./film/mount.ts').then(({ mountFilm }) => mountFilm(session.host, root))
else createRoot(root).render(
  <StrictMode>
    <StoresProvider stores={{ session, settings, frames, view, player, library }}>
      <App />
    </StoresProvider>
  </StrictMode>,
)
