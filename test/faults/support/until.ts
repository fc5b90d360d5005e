import { setTimeout as later } from 'node:timers/promises'

export { later }

/** Resolves once `condition` holds; the test's own time limit ends it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await later(3)
}

/** The promise, or an error that says what hangs. Generous: only what never ends is to meet it. */
export async function within<T>(limitMs: number, promise: Promise<T>, describe: () => string): Promise<T> {
  const timer = new AbortController()
  // It must not count as something that is left over.
  const late = later(limitMs, undefined, { signal: timer.signal, ref: false }).then(
    () => Promise.reject(new Error(`not done within ${limitMs} ms: ${describe()}`)),
    () => new Promise<never>(() => undefined),
  )
  try {
    return await Promise.race([promise, late])
  } finally {
    timer.abort()
  }
}
