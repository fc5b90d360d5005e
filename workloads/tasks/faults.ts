import { isMainThread } from 'node:worker_threads'
import { UsageError } from '../contract/errors.ts'

/** Throws. */
export function fail(): never {
  throw new Error('this task fails on purpose')
}

/**
 * Ends its worker at once, without a goodbye: a thread by `process.exit` (which ends a thread only), a child process by
 * the signal that nothing can catch.
 * @throws UsageError in a process that is nobody's worker
 */
export function crash(): void {
  if (!isMainThread) process.exit(1)
  if (process.send === undefined) {
    throw new UsageError('The task "crash" would end this very process. Run it in a pool.')
  }
  process.kill(process.pid, 'SIGKILL')
}

/** Never answers and never lets go of its core. */
export function hang(): never {
  for (;;);
}
