import type { ChartRun } from '../data.ts'
import { formatCount, formatDuration } from '../format.ts'
import { lowerBound } from '../rows.ts'
import { StepColumns } from '../step-columns.ts'
import { MAX_ROWS, stepsOf, stepStart, stepWords, toldWindow, windowWords, type TableTeller } from './table.ts'

/** Each change of the depth while they are few, else the lowest and highest of equal steps. */
export function queueDepthTable(run: ChartRun): TableTeller {
  return (window) => {
    const told = toldWindow(run, window)
    const { depth } = run.tables
    const { atMs, depth: values } = depth.columns
    const first = lowerBound(atMs, depth.length, told.fromMs)
    const end = Math.max(first, lowerBound(atMs, depth.length, told.toMs + 1e-6))
    const caption = `Queue depth, ${windowWords(told)}; at most ${formatCount(run.maxDepth)} in the whole run`
    if (end - first <= MAX_ROWS) {
      const rows = Array.from({ length: end - first }, (_, at) => [
        formatDuration(atMs[first + at] ?? 0),
        formatCount(values[first + at] ?? 0),
      ])
      return { caption: `${caption}; each change`, columns: ['Time', 'Tasks waiting'], rows }
    }
    const steps = stepsOf(told)
    const columns = new StepColumns(steps.count, steps.fromMs, steps.fromMs + steps.count * steps.stepMs)
    columns.add({ length: end, columns: depth.columns }, Math.max(0, lowerBound(atMs, depth.length, steps.fromMs) - 1))
    let level = columns.before
    const rows = Array.from({ length: steps.count }, (_, step) => {
      const before = level
      if (columns.changes[step] === 1) level = columns.last[step] ?? 0
      const changed = columns.changes[step] === 1
      const lowest = changed ? Math.min(before, columns.lowest[step] ?? 0) : level
      const most = changed ? Math.max(before, columns.highest[step] ?? 0) : level
      return [stepStart(steps, step), formatCount(lowest), formatCount(most), formatCount(level)]
    })
    return { caption: `${caption}; ${stepWords(steps)}`, columns: ['From', 'Lowest', 'Highest', 'At the end'], rows }
  }
}
