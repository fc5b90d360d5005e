import type { ChartRun } from '../data.ts'
import { DelayColumns, LONGEST_INTERVAL_MS } from '../delay-columns.ts'
import { formatDuration, NOT_MEASURED } from '../format.ts'
import { lowerBound } from '../rows.ts'
import { isLoop } from '../slots.ts'
import { stepsOf, stepStart, stepWords, toldWindow, windowWords, type TableTeller } from './table.ts'

/** The worst delay of the event loop in each step. */
export function loopDelayTable(run: ChartRun): TableTeller {
  return (window) => {
    const told = toldWindow(run, window)
    const steps = stepsOf(told)
    const { samples } = run.tables
    const toMs = steps.fromMs + Math.max(1, steps.count) * steps.stepMs
    const columns = new DelayColumns(Math.max(1, steps.count), steps.fromMs, toMs, (worker) => isLoop(run, worker))
    columns.add(samples, lowerBound(samples.columns.atMs, samples.length, steps.fromMs - 2 * LONGEST_INTERVAL_MS))
    const rows = Array.from({ length: steps.count }, (_, step) => {
      const delayMs = columns.worst[step] ?? -1
      return [stepStart(steps, step), delayMs < 0 ? NOT_MEASURED : formatDuration(delayMs)]
    })
    const worst = run.maxLoopDelayMs === null ? NOT_MEASURED : formatDuration(run.maxLoopDelayMs)
    return {
      caption: `Event-loop delay, ${windowWords(told)}, the worst ${stepWords(steps)}; of the whole run ${worst}`,
      columns: ['From', 'Worst delay'],
      rows,
    }
  }
}
