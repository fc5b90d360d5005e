import { sizeName } from '../../analysis/index.ts'
import type { Estimate, SweepPoint, SweepResult } from '../../contract/index.ts'
import type { Output } from '../output.ts'
import { intervalBar } from './plot.ts'
import { table, wrap } from './table.ts'
import { bytes, duration, NO_VALUE, plural, rate } from './units.ts'

const PLOT_WIDTH = 30

/** The end of a sweep over numbers of workers, for people. */
export function sweepText(result: SweepResult, title: string, out: Pick<Output, 'style' | 'columns' | 'isTerminal'>): string {
  const { points, repeats, warmUp, seed, fits, machine } = result
  const { style } = out
  const width = out.isTerminal ? Math.max(40, out.columns - 1) : Infinity
  const says = (text: string): string => wrap(text, width).join('\n')
  const most = Math.max(0, ...points.map(({ throughput }) => throughput.high ?? throughput.mean))
  const [head = '', ...rows] = table(
    [['as', 'workers', 'tasks/s', '95% interval', 'p95', 'CPU time', 'memory', ''], ...points.map((point) => cells(point, most))],
    ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  )
  const plan = `${plural(repeats, 'repeat')} after ${plural(warmUp, 'warm-up run')} of each, seed ${seed}, ${plural(machine.cores, 'core')}`
  return `${[
    `${style('bold', title)}: ${says(plan)}`,
    ...endLines(result, style),
    '',
    ...(points.length === 0 ? ['Nothing was measured.'] : [style('dim', head), ...rows, '', ...notes(result).map(says)]),
    ...fits.filter(({ as }) => points.filter((point) => point.as === as).length > 1).map(({ as, fit, reason }) =>
      says(fit === null ? `${as}: no scalability curve. ${reason ?? ''}` : `${as}: sigma ${figure(fit.sigma)}, kappa ${figure(fit.kappa)}, ${curve(fit)}. ${fit.meaning}`),
    ),
    ...recommendationLines(result, style).map(says),
  ].join('\n')}\n`
}

export function endLines({ outcome, error }: Pick<SweepResult, 'outcome' | 'error'>, style: Output['style']): string[] {
  if (outcome === 'stopped') return [style('yellow', 'Stopped: this is what was measured until then.')]
  return outcome === 'failed' ? [style('red', error ?? 'It failed.')] : []
}

function cells({ as, workers, throughput, p95Ms, cpuMs, maxRssBytes }: SweepPoint, most: number): string[] {
  return [
    as,
    String(workers),
    rate(throughput.mean).replace('/s', ''),
    rangeText(throughput, (value) => rate(value).replace('/s', '')),
    duration(p95Ms),
    duration(cpuMs),
    maxRssBytes === null ? NO_VALUE : bytes(maxRssBytes),
    intervalBar(throughput, most, PLOT_WIDTH),
  ]
}

export const rangeText = ({ low, high }: Estimate, format: (value: number) => string): string =>
  low === null || high === null ? NO_VALUE : `${format(low)} to ${format(high)}`

function notes({ basis, points }: SweepResult): string[] {
  const failed = points.reduce((sum, point) => sum + point.failedTasks, 0)
  const models = new Set(points.map(({ as }) => as))
  return [
    basis === 'steady'
      ? 'Throughput is that of running pools: from when all workers are ready until the last task is handed out.'
      : 'Throughput is that of whole runs, the start of the workers included: some runs were too short for more. With more tasks (--set tasks=...) it is that of running pools.',
    ...(models.size > 1 && models.has('processes') ? ['Memory is no fair comparison here: of threads it is the heap, of processes all that is resident.'] : []),
    ...(failed > 0 ? [`${plural(failed, 'task')} did not end well, and count as done.`] : []),
    '',
  ]
}

const figure = ({ value, low, high }: { value: number; low: number | null; high: number | null }): string =>
  low === null || high === null ? short(value) : `${short(value)} (${short(low)} to ${short(high)})`

const short = (value: number): string => (value === 0 ? '0' : value < 1e-6 ? '< 1e-6' : String(Number(value.toPrecision(2))))

const curve = ({ rSquared, relativeError }: { rSquared: number | null; relativeError: number }): string =>
  `${rSquared === null ? '' : `R² ${rSquared.toFixed(2)}, `}${(relativeError * 100).toFixed(1)}% off on average`

function recommendationLines({ recommendation, points }: SweepResult, style: Output['style']): string[] {
  if (recommendation === null || points.length === 0) return []
  const { as, workers, clear, reason } = recommendation
  return ['', clear ? `${style('green', `Use ${sizeName(as, workers)}`)}: ${reason}` : style('yellow', reason)]
}
