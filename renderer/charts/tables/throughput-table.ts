import { OUTCOMES } from '../../../workloads/contract/index.ts'
import type { ChartRun } from '../data.ts'
import { formatCount, formatRate } from '../format.ts'
import { rowsEndedIn } from '../latency.ts'
import { OUTCOME_WORDS } from '../outcomes.ts'
import { stepsOf, stepStart, stepWords, toldWindow, windowWords, type TableTeller } from './table.ts'

/** Tasks that ended in each step, by outcome, and the rate that this is. */
export function throughputTable(run: ChartRun): TableTeller {
  return (window) => {
    const told = toldWindow(run, window)
    const steps = stepsOf(told)
    const { receivedMs, outcome } = run.tables.tasks.columns
    const counts = Array.from({ length: steps.count }, () => OUTCOMES.map(() => 0))
    // What ends just now belongs to the part told.
    const [from, to] = rowsEndedIn(run, { fromMs: told.fromMs, toMs: window === null ? Infinity : told.toMs })
    for (let row = from; row < to; row++) {
      const step = Math.floor(((receivedMs[row] ?? 0) - steps.fromMs) / steps.stepMs)
      const counted = counts[Math.min(steps.count - 1, step)]
      const at = outcome[row] ?? 0
      if (counted !== undefined) counted[at] = (counted[at] ?? 0) + 1
    }
    const rows = counts.map((counted, step) => {
      const ended = counted.reduce((sum, count) => sum + count, 0)
      return [stepStart(steps, step), ...[...counted, ended].map(formatCount), formatRate((ended / steps.stepMs) * 1000)]
    })
    return {
      caption: `Throughput: ${formatCount(to - from)} tasks ended, ${windowWords(told)}, ${stepWords(steps)}`,
      columns: ['From', ...OUTCOMES.map((name) => OUTCOME_WORDS[name]), 'tasks ended', 'rate'],
      rows,
    }
  }
}
