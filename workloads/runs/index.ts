export { DEFAULT_FOLDER, Run, startRun, type RunRequest } from './run.ts'
