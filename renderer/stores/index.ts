export * from './context.tsx'
export { FrameScheduler } from './frame-scheduler.ts'
export { RunModel } from './run-model.ts'
export type { WorkerUsage } from './worker-usage.ts'
export {
  createSession,
  isLiveState,
  isRunShown,
  paramValue,
  selectedPreset,
  shownRunState,
  type ConnectionState,
  type Session,
  type SessionActions,
  type SessionData,
  type SessionError,
} from './session-store.ts'
export { createSettings, THEMES, type Settings } from './settings-store.ts'
