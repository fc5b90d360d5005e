export { localFiles as filesOf } from './local-files.ts'
export { ownNames, ownTaskSchema, type OwnTaskParams } from './schema.ts'
export { ownTask } from './own-task.ts'
