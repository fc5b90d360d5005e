export * from './context.tsx'
export { openProblem, openRun, type OpenedRun } from './open-run.ts'
export { FrameScheduler } from './frame-scheduler.ts'
export { createLibrary, type Library, type LibraryData } from './library-store.ts'
export { markersOf, Player, SPEEDS, type Marker, type PlayerState, type Speed } from './player.ts'
export { RunModel } from './run-model.ts'
export type { WorkerUsage } from './worker-usage.ts'
export {
  createReplaySession,
  createSession,
  isLiveState,
  isRunShown,
  paramValue,
  selectedPreset,
  shownRunKey,
  shownRunState,
  type ConnectionState,
  type LibraryRequest,
  type Session,
  type SessionActions,
  type SessionData,
  type SessionError,
  type SessionHost,
} from './session-store.ts'
export { forgetChoices, rememberChoices } from './remember.ts'
export { createSettings, THEMES, type Settings } from './settings-store.ts'
export { ViewStore } from './view-store.ts'
