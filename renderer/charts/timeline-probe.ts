import { WAIT_STATES } from '../../workloads/contract/index.ts'
import type { ChartRun } from './data.ts'
import { lowerBound } from './rows.ts'

/** Rows looked at for one hover: tasks end in nearly the order of time, so the right one is near. */
const MAX_LOOKED_AT = 200_000

/** The ended task whose bar is at a time, or within `reachMs` of it; `fits` says whether it is in the right place. */
export function findBar(
  run: ChartRun,
  ms: number,
  reachMs: number,
  fits: (row: number, worker: number) => boolean,
): number | null {
  const { length, columns } = run.tables.tasks
  const first = lowerBound(columns.receivedMs, length, ms - reachMs)
  const end = Math.min(length, first + MAX_LOOKED_AT)
  let best: number | null = null
  let bestDistance = reachMs
  for (let row = first; row < end; row++) {
    const started = columns.startedMs[row] ?? 0
    const distance = Math.max(0, started - ms, ms - (columns.finishedMs[row] ?? 0))
    if (distance > bestDistance || !fits(row, columns.worker[row] ?? 0)) continue
    if (distance === 0) return row
    best = row
    bestDistance = distance
  }
  return best
}

export interface Wait {
  readonly worker: number
  readonly state: number
  readonly fromMs: number
  readonly toMs: number
}

/** The wait, ended or still going on, at a time. */
export function findWait(run: ChartRun, ms: number, reachMs: number, fits: (worker: number) => boolean): Wait | null {
  const { length, columns } = run.tables.spans
  const first = lowerBound(columns.latestMs, length, ms - reachMs)
  for (let row = first; row < Math.min(length, first + MAX_LOOKED_AT); row++) {
    const worker = columns.worker[row] ?? 0
    const [fromMs, toMs] = [columns.fromMs[row] ?? 0, columns.toMs[row] ?? 0]
    if (!fits(worker) || fromMs > ms || ms > toMs + reachMs) continue
    return { worker, state: columns.state[row] ?? 0, fromMs, toMs }
  }
  for (const { worker, state, sinceMs } of run.activity) {
    if (state === 'run' || !fits(worker) || sinceMs > ms) continue
    return { worker, state: WAIT_STATES.indexOf(state), fromMs: sinceMs, toMs: run.nowMs }
  }
  return null
}
