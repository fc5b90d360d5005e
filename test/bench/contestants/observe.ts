import { sampleWorkers } from '#engine/runs/sampling.js'
import { systemClock } from '#engine/telemetry/clock.js'
import { Recorder } from '#engine/telemetry/recorder.js'
import type { Sampler } from '#engine/telemetry/sampler/index.js'

/** Telemetry as a run has it: a recorder, and a sampler that looks at the workers ten times a second. */
export class Observation {
  readonly recorder = new Recorder({ clock: systemClock })
  #sampler: Sampler | null = null

  resume(): void {
    this.#sampler ??= sampleWorkers(this.recorder, systemClock)
  }

  rest(): void {
    this.#sampler?.stop()
    this.#sampler = null
    this.recorder.onWorkerEnding = null
  }
}
