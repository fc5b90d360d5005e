import { Recorder } from '#engine/telemetry/recorder.js'
import { systemClock } from '#engine/telemetry/clock.js'
import type { Observer } from '#engine/telemetry/observer.js'
import type { WorkerInfo } from '#engine/contract/telemetry.js'

/** The app's own recorder as an observer, to ask it which workers there were. */
export function observed(): { observer: Observer; workers: () => readonly WorkerInfo[]; names: () => string[] } {
  const recorder = new Recorder({ clock: systemClock })
  const workers = () => recorder.workers.infos
  return { observer: recorder, workers, names: () => workers().map(({ id }) => id) }
}
