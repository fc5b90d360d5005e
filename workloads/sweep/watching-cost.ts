import { mean, watchingFigures, type WatchedPair } from '../analysis/index.ts'
import { encodeBatch, OWN_TASK, parseParameters, UsageError, type Params, type WatchingCostResult } from '../contract/index.ts'
import { findRunnable } from '../runs/runnable.ts'
import type { Run } from '../runs/index.ts'
import { thisMachine } from './machine.ts'
import { refuseForeign, type SweepTarget } from './models.ts'
import { planRuns, type PlannedRun } from './plan.ts'
import { runAll, type SweepJob } from './run-all.ts'

export interface WatchingCostRequest extends SweepTarget {
  /** Pairs of runs. */
  readonly repeats: number
  /** Of the tasks, which are the same in all runs. */
  readonly seed: number
}

/** One run of a pair. */
export interface TimedRun {
  readonly watched: boolean
  readonly repeat: number
  readonly tookMs: number
  readonly appCpuMs: number | null
}

export type WatchingCostJob = SweepJob<TimedRun, WatchingCostResult>

/** As often as a window gets a batch. */
const BATCH_MS = 33
const ON = 0

/**
 * Runs a preset with telemetry and without, in pairs whose order is random, after a warm-up pair. With telemetry means
 * all that a window makes the engine do: recorder, sampler, and batches that are made and encoded.
 * @throws UsageError for a preset that has no end of its own, so that it always takes the same time
 */
export function watchingCost({ preset, params, repeats, seed }: WatchingCostRequest): WatchingCostJob {
  const { technique, preset: defaults } = findRunnable(preset)
  if (preset !== OWN_TASK) refuseForeign(technique, parseParameters(technique.schema, defaults, params) as Params)
  if ('seconds' in technique.schema.shape) {
    throw new UsageError(`"${preset}" runs for a time that is set: watching cannot make it longer. Choose a preset with a number of tasks.`)
  }
  const plan = planRuns(2, { repeats, warmUp: 1, seed })
  const job: WatchingCostJob = {
    runs: plan.length,
    resultOf({ measured, ...end }) {
      const pairs = pairsOf(measured)
      const appCpu = measured.flatMap(({ watched, appCpuMs }) => (watched && appCpuMs !== null ? [appCpuMs] : []))
      return { preset, ...end, seed, repeats, machine: thisMachine(), pairs: pairs.length, cost: watchingFigures(pairs), appCpuMs: mean(appCpu) }
    },
    async run(options = {}) {
      const kind = {
        requestOf: ({ point }: PlannedRun) => ({ preset, params, seed, confirmed: true, telemetry: point === ON ? ('on' as const) : ('off' as const) }),
        during: (run: Run, { point }: PlannedRun) => (point === ON ? takeBatches(run) : () => undefined),
        measure: ({ tookMs, summary }: Run, { point, repeat }: PlannedRun): TimedRun => ({
          ...{ watched: point === ON, repeat, tookMs: tookMs ?? 0 },
          appCpuMs: summary === null || summary.appCpuMs < 0 ? null : summary.appCpuMs,
        }),
      }
      return job.resultOf(await runAll<TimedRun>(plan, kind, options))
    },
  }
  return job
}

function takeBatches(run: Run): () => void {
  const reader = run.openReader()
  const timer = setInterval(() => {
    const batch = reader.next()
    if (batch !== null) encodeBatch(batch)
  }, BATCH_MS)
  return () => clearInterval(timer)
}

/** Those whose other half was not measured before a stop are left out. */
function pairsOf(measured: readonly TimedRun[]): WatchedPair[] {
  return measured.flatMap(({ watched, repeat, tookMs }) => {
    const other = watched ? measured.find((one) => !one.watched && one.repeat === repeat) : undefined
    return other === undefined ? [] : [{ onMs: tookMs, offMs: other.tookMs }]
  })
}
