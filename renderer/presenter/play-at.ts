import type { RunModel } from '../stores/index.ts'

/** Batches come unevenly: who is less than this behind a run that goes on sees it live. */
const LIVE_MS = 100

/** Shows a run at a time of it, or its newest moment when that is about now. */
export function playAt(run: RunModel, runMs: number, live: boolean): void {
  if (runMs < run.endMs - (live ? LIVE_MS : 0)) run.seek(runMs)
  else if (live ? !run.follows : run.nowMs !== run.endMs) run.seek(run.endMs, live)
}
