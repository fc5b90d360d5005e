import { NO_WORKER, type Clock } from '../contract/index.ts'
import type { Recorder } from '../telemetry/recorder.ts'
import { Sampler, type SampleTarget } from '../telemetry/sampler/index.ts'

/** How often workers are measured. */
const INTERVAL_MS = 100

/** Measures the workers of a run from outside and writes that to its recorder. Stop it when the run has ended. */
export function sampleWorkers(recorder: Recorder, clock: Clock): Sampler {
  const targets = (): SampleTarget[] =>
    recorder.workers.probes().map(({ info, probe }) => ({
      worker: info.index,
      kind: info.kind,
      pid: probe.pid,
      tid: probe.osThreadId,
      startedAtMs: recorder.startMs + info.startedMs,
      ...(probe.memoryBytes === undefined ? {} : { heapBytes: probe.memoryBytes }),
      ...(probe.cpuMs === undefined ? {} : { cpuUsage: probe.cpuMs }),
    }))
  const sampler = new Sampler({
    targets,
    intervalMs: INTERVAL_MS,
    clock,
    onSample: ({ worker, cores, cpuMs, memoryBytes }) => {
      if (worker !== NO_WORKER) recorder.workers.used(worker, cpuMs, memoryBytes)
      recorder.sample(worker, cores, memoryBytes, recorder.workers.loopDelayMs(worker))
    },
  })
  recorder.onWorkerEnding = (worker) => {
    const target = targets().find((candidate) => candidate.worker === worker)
    if (target !== undefined) sampler.readNow(target)
  }
  sampler.start()
  return sampler
}
