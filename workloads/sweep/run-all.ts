import type { Clock } from '../contract/index.ts'
import { startRun, type Run, type RunRequest } from '../runs/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import type { PlannedRun } from './plan.ts'
import { TimeLeft } from './time-left.ts'

export interface SweepProgress<T> {
  /** Runs that have ended, and all of them. */
  readonly done: number
  readonly total: number
  /** What runs now; null at the end. */
  readonly current: PlannedRun | null
  /** null until the first run has ended. */
  readonly leftMs: number | null
  /** What was measured so far. */
  readonly measured: readonly T[]
}

export interface SweepOptions<T> {
  /** Ends the sweep after what was measured; the run that goes on then does not count. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SweepProgress<T>) => void
  readonly clock?: Clock
}

/** What came of all runs. */
export interface SweepEnd<T> {
  readonly outcome: 'ok' | 'stopped' | 'failed'
  readonly error?: string
  readonly measured: readonly T[]
}

/** A sweep whose request was checked: nothing has run yet. */
export interface SweepJob<T, R> {
  readonly runs: number
  /** What follows from the runs that were measured until then. */
  resultOf(end: SweepEnd<T>): R
  /** Runs it; never rejects. */
  run(options?: SweepOptions<T>): Promise<R>
}

/** What each run of a plan is, and what is kept of it. */
export interface RunKind<T> {
  requestOf(planned: PlannedRun): RunRequest
  /** Does something beside the run; returns its end. */
  during?(run: Run, planned: PlannedRun): () => void
  measure(run: Run, planned: PlannedRun): T
}

/** Runs one run after the other. Never rejects: what was measured before a failure is kept. */
export async function runAll<T>(
  plan: readonly PlannedRun[],
  kind: RunKind<T>,
  { signal, onProgress, clock = systemClock }: SweepOptions<T>,
): Promise<SweepEnd<T>> {
  const measured: T[] = []
  const timeLeft = new TimeLeft()
  for (const [done, current] of plan.entries()) {
    if (signal?.aborted === true) return { outcome: 'stopped', measured }
    onProgress?.({ done, total: plan.length, current, leftMs: timeLeft.of(plan.slice(done)), measured })
    const startMs = clock.nowMs()
    try {
      const run = await runOne(kind.requestOf(current), signal, (started) => kind.during?.(started, current))
      if (run === null) return { outcome: 'stopped', measured }
      if (!current.warmUp) measured.push(kind.measure(run, current))
    } catch (error) {
      return { outcome: 'failed', error: error instanceof Error ? error.message : String(error), measured }
    }
    timeLeft.add(current, clock.nowMs() - startMs)
  }
  onProgress?.({ done: plan.length, total: plan.length, current: null, leftMs: 0, measured })
  return { outcome: 'ok', measured }
}

/** A run that came to its own end; null when it was stopped. */
async function runOne(
  request: RunRequest,
  signal: AbortSignal | undefined,
  during: (run: Run) => (() => void) | undefined,
): Promise<Run | null> {
  const run = await startRun(request)
  const end = during(run)
  const stop = (): void => run.stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    if (signal?.aborted === true) stop()
    const { outcome, error } = await run.finished
    if (outcome === 'failed') throw new Error(`A run with ${JSON.stringify(run.info.params)} failed: ${error ?? 'no reason was given'}`)
    return outcome === 'stopped' ? null : run
  } finally {
    signal?.removeEventListener('abort', stop)
    end?.()
  }
}
