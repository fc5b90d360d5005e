import type { FromWorker } from '../protocol.ts'

/** How a worker reaches its pool. `post` throws when the message cannot be cloned. */
export interface WorkerPort {
  post(message: FromWorker): void
  /** Ends the worker when what was posted has left. */
  close(exitCode: number): void
}
