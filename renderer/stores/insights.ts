import { insightSteps, type Insight, type InsightInput } from '../../workloads/analysis/insights/index.ts'
import type { ChartRun } from '../charts/data.ts'
import type { TaskCounts } from '../../workloads/contract/index.ts'

/** Longest time in one go; a step that has begun is not cut short. Leaves most of a frame to the charts. */
const SLICE_MS = 5

/** What is needed of a run model. Its tables must stay as they are until the findings are there. */
export type InsightRun = Pick<ChartRun, 'state' | 'info' | 'nowMs' | 'workers' | 'tables'> & { readonly counts: TaskCounts }

/**
 * Looks for findings in a run that has ended, a slice at a time, each in a task of its own, and calls `onDone` once
 * with them. The returned function ends it early: `onDone` is not called any more. A run that goes on, or whose head
 * never came, has none.
 */
export function startInsights(run: InsightRun, onDone: (insights: readonly Insight[]) => void): () => void {
  const input = inputOf(run)
  const steps = input === null ? null : insightSteps(input)
  let timer: ReturnType<typeof setTimeout>
  const slice = (): void => {
    const untilMs = performance.now() + SLICE_MS
    do {
      const step = steps?.next() ?? { done: true, value: [] }
      if (step.done === true) {
        onDone(step.value)
        return
      }
    } while (performance.now() < untilMs)
    timer = setTimeout(slice, 0)
  }
  timer = setTimeout(slice, 0)
  return () => clearTimeout(timer)
}

function inputOf({ state, info, counts, workers, tables, nowMs }: InsightRun): InsightInput | null {
  if (info === null || (state !== 'finished' && state !== 'failed')) return null
  return { info, counts, workers, tables, state, nowMs, cores: info.machine.cores }
}
