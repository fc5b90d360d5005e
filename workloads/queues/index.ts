export * from './fifo-task-queue.ts'
export * from './priority-task-queue.ts'
export type * from './task-queue.ts'
