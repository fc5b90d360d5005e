import { arrivalFindings, sizeName } from '../../analysis/index.ts'
import type { ArrivalPoint, ArrivalSweepResult } from '../../contract/index.ts'
import type { Output } from '../output.ts'
import { intervalBar } from './plot.ts'
import { endLines, rangeText } from './sweep.ts'
import { table, wrap } from './table.ts'
import { duration, NO_VALUE, plural, rate } from './units.ts'

const PLOT_WIDTH = 30
const KNEE = '  ← knee'

/** The end of a sweep over arrival rates, for people. */
export function arrivalSweepText(
  result: ArrivalSweepResult,
  title: string,
  out: Pick<Output, 'style' | 'columns' | 'isTerminal'>,
): string {
  const { points, repeats, seed, as, workers, arrival, seconds, machine } = result
  const { style } = out
  const width = out.isTerminal ? Math.max(40, out.columns - 1) : Infinity
  const says = (text: string): string => wrap(text, width).join('\n')
  const most = Math.max(0, ...points.map(({ p95Ms }) => p95Ms.high ?? p95Ms.mean))
  const [head = '', ...rows] = table(
    [
      ['arrivals/s', 'done/s', 'busy', 'waiting', 'wait', 'M/M/c', 'Little', 'p50', 'p95', '95% interval', ''],
      ...points.map((point) => cells(point, most, result.knee)),
    ],
    ['right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  )
  const arrivals = arrival === 'poisson' ? 'tasks arrive at random (Poisson)' : 'tasks arrive at a steady rate'
  const plan = `${sizeName(as, workers)}, ${arrivals}, ${plural(repeats, 'repeat')} of ${seconds} s, seed ${seed}, ${plural(machine.cores, 'core')}`
  return `${[
    `${style('bold', title)}: ${says(plan)}`,
    ...endLines(result, style),
    '',
    ...(points.length === 0 ? ['Nothing was measured.'] : [style('dim', head), ...rows, '', ...findings(result).map(says)]),
  ].join('\n')}\n`
}

function cells(point: ArrivalPoint, most: number, knee: number | null): string[] {
  const percent = (share: number | null): string => (share === null ? NO_VALUE : `${(share * 100).toFixed(0)}%`)
  return [
    rate(point.rate).replace('/s', ''),
    rate(point.throughput.mean).replace('/s', ''),
    percent(point.utilisation),
    point.meanDepth.toPrecision(2),
    duration(point.meanWaitMs),
    duration(point.mmcWaitMs),
    percent(point.littleResidual),
    duration(point.p50Ms),
    duration(point.p95Ms.mean),
    rangeText(point.p95Ms, duration),
    `${intervalBar(point.p95Ms, most, PLOT_WIDTH)}${point.rate === knee ? KNEE : ''}`,
  ]
}

function findings(result: ArrivalSweepResult): string[] {
  const { points } = result
  const failed = points.reduce((sum, { failedTasks }) => sum + failedTasks, 0)
  const doubts = [...new Set(points.flatMap(({ rate: at, mmcReason }) => (mmcReason === null ? [] : [`at ${rate(at)} ${mmcReason}`])))]
  return [
    ...arrivalFindings(result, rate),
    'Times count from when a task was due, not from when it could be submitted. Little: how far the mean queue depth is from arrival rate times wait.',
    ...(doubts.length > 0 ? [`M/M/c predicts no wait where its assumptions do not hold: ${doubts[0] ?? ''}${doubts.length > 1 ? ` (${doubts.length - 1} more in --json)` : ''}`] : []),
    ...(failed > 0 ? [`${plural(failed, 'task')} did not end well.`] : []),
  ]
}
