import type { TaskContext } from '../contract/tasks.ts'

/** Nothing at all: what remains is the cost of the pool. */
export function noop(): void {
  // The point of it.
}

/**
 * Waits without using the CPU. CPython: `time.sleep` in a thread, `asyncio.sleep` on a loop.
 * @throws the signal's reason when it is aborted
 */
export function sleep({ ms }: { ms: number }, { signal }: TaskContext): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal.reason as Error) // whatever the caller gave
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
