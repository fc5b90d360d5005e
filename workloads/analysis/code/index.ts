export type { Pool } from './main-code.ts'
export { programJob, type ProgramJob } from './program-job.ts'
export { LIBRARIES, programOf, type Library, type Program } from './program.ts'
export { ownTaskCode, presetTaskCode, type OwnModule, type TaskCode, type TaskCodeAnswer } from './task-code.ts'
