import { InvalidStateError } from '../contract/index.ts'

/** Waits for the end of a thread or process that was started; without a timeout, for ever. */
export async function joinFor(
  worker: { readonly started: boolean; readonly ended: Promise<void> },
  timeoutMs: number | undefined,
): Promise<void> {
  if (!worker.started) throw new InvalidStateError('it was not started: call start() before join()')
  if (timeoutMs === undefined) return worker.ended
  let timer: NodeJS.Timeout | undefined
  await Promise.race([worker.ended, new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs)))])
  clearTimeout(timer)
}
