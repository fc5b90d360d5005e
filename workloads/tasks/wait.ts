import type { TaskContext } from '../contract/tasks.ts'

/** Nothing at all: what remains is the cost of the pool. */
export function noop(): void {
  // The point of it.
}

/**
 * Waits without using the CPU. CPython: `time.sleep` in a thread, `asyncio.sleep` on a loop.
 * @throws the signal's reason when it is aborted
 */
export async function sleep({ ms }: { ms: number }, { signal }: TaskContext): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
  signal.throwIfAborted()
}
