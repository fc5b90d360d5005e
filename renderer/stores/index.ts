export * from './context.tsx'
export type { ComparedSide, NamedSource, Repeat } from './compared-side.ts'
export {
  createComparisons,
  SIDES,
  type ComparedSources,
  type Comparison,
  type ComparisonData,
  type Comparisons,
  type SideName,
  type Sides,
} from './comparison-store.ts'
export { createExperiments, FEWEST_REPEATS, MOST_REPEATS, type Again, type ExperimentData, type Experiments } from './experiments.ts'
export { openProblem, openRun, type OpenedRun, type RunSource } from './open-run.ts'
export { FrameScheduler } from './frame-scheduler.ts'
export { createLibrary, type Library, type LibraryData } from './library-store.ts'
export { endMsOf, goesOn, markersOf, shownMs, type Marker, type Played } from './played.ts'
export { Player, SPEEDS, type PlayerState, type Speed } from './player.ts'
export { RunModel } from './run-model.ts'
export type { WorkerUsage } from './worker-usage.ts'
export {
  isLiveState,
  isRunShown,
  paramValue,
  selectedPreset,
  shownRunKey,
  shownRunState,
  type ConnectionState,
  type SessionData,
  type SessionError,
} from './session-data.ts'
export {
  createReplaySession,
  createSession,
  type LibraryRequest,
  type Session,
  type SessionActions,
  type SessionHost,
} from './session-store.ts'
export { forgetChoices, rememberChoices } from './remember.ts'
export { sideViews } from './side-view.ts'
export { createSettings, STAGE_FITS, THEMES, VIDEO_RATES, VIDEO_SIZES, type Settings, type StageFit } from './settings-store.ts'
export { createSweeps, EMPTY_FORM, shownSweep, type SweepData, type SweepForm, type Sweeps } from './sweep-store.ts'
export { ViewStore } from './view-store.ts'
export { createWatch, type OwnTaskWatch, type WatchData } from './watch-store.ts'
