import type { AbortSignalLike } from '../contract/tasks.ts'

/** An abort controller that follows a task's signal until `dispose`. */
export interface LinkedAbort {
  readonly signal: AbortSignal
  abort(reason: unknown): void
  /** Lets go of the task's signal, which may live longer than what used it. */
  dispose(): void
}

/**
 * A signal as Node's own functions want it (executors may hand tasks one of their own make), which can also be aborted
 * for a reason of one's own. Not `AbortSignal.any`: that holds on to its sources (nodejs/node issue 62363).
 */
export function linkAbort(source: AbortSignalLike): LinkedAbort {
  const controller = new AbortController()
  const follow = () => controller.abort(source.reason)
  if (source.aborted) follow()
  else source.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    dispose: () => source.removeEventListener('abort', follow),
  }
}
