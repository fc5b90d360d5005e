import type { ChartRun } from '../data.ts'
import { formatCount, formatDuration, formatRate, formatShare, NONE, threeDigits } from '../format.ts'
import { signedShare } from '../queueing/queue-overlay.ts'
import { queueingOf } from '../queueing/queueing.ts'
import { toldWindow, windowWords, type TableTeller } from './table.ts'

const MOST_WINDOWS = 100

/** The queue in windows of time: arrivals, waits, depth, and how far Little's law is off. */
export function queueingTable(run: ChartRun): TableTeller {
  const queueing = queueingOf(run)
  return (window) => {
    const told = toldWindow(run, window)
    const windows = queueing.windows(told, MOST_WINDOWS)
    const [first] = windows
    const steps = first === undefined ? '' : `; in windows of ${formatDuration(first.toMs - first.fromMs)}`
    return {
      caption: `Queueing, ${windowWords(told)}${steps}`,
      columns: ['From', 'Arrivals', 'Arrivals a second', 'Mean wait', 'Mean depth', 'Rate × wait', 'Residual', 'Workers busy'],
      rows: windows.map(({ fromMs, arrivals, arrivalRate, meanWaitMs, meanDepth, expectedDepth, residual, utilisation }) => [
        formatDuration(fromMs),
        formatCount(arrivals),
        formatRate(arrivalRate),
        formatDuration(meanWaitMs),
        threeDigits(meanDepth),
        expectedDepth === null ? NONE : threeDigits(expectedDepth),
        signedShare(residual),
        formatShare(utilisation),
      ]),
    }
  }
}
