import { InvalidStateError } from '../contract/index.ts'
import { systemClock } from '../telemetry/clock.ts'

/** Waits for the end of a thread or process that was started; without a timeout, for ever. */
export async function joinFor(
  worker: { readonly started: boolean; readonly ended: Promise<void> },
  timeoutMs: number | undefined,
): Promise<void> {
  if (!worker.started) throw new InvalidStateError('it was not started: call start() before join()')
  if (timeoutMs === undefined) return worker.ended
  await new Promise<void>((resolve) => {
    const stopTimer = systemClock.setTimer(resolve, timeoutMs)
    void worker.ended.then(() => {
      stopTimer()
      resolve()
    })
  })
}
