export * from './blocking-queue.ts'
export type {
  AsyncWaitOptions,
  BlockingQueueOptions,
  PutOptions,
  QueueKind,
  WaitOptions,
} from './blocking-queue-options.ts'
export * from './fifo-task-queue.ts'
export * from './priority-task-queue.ts'
export * from './process-queue.ts'
export type { QueueWaiter } from './shared/rows.ts'
export type * from './task-queue.ts'
