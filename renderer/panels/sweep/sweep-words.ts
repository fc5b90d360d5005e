import { arrivalFindings, sizeName, WATCHING_WORDS } from '../../../workloads/analysis/index.ts'
import { MODEL_WORDS, type ArrivalSweepResult, type Estimate, type SweepFit, type SweepResult, type SweepState, type WatchingCost } from '../../../workloads/contract/index.ts'
import { formatDuration, formatRate } from '../../charts/format.ts'
import { formatPlural } from '../../ui/words.ts'

/** What was swept, in a line. */
export function planWords({ measured }: SweepState): string {
  const { seed, repeats, machine } = measured.result
  const end = `seed ${seed}, ${formatPlural(machine.cores, 'core')}`
  switch (measured.kind) {
    case 'sizes':
      return `${formatPlural(repeats, 'repeat')} of each after ${formatPlural(measured.result.warmUp, 'warm-up run')}, ${end}`
    case 'rates': {
      const { as, workers, arrival, seconds } = measured.result
      const how = arrival === 'poisson' ? 'tasks arrive at random (Poisson)' : 'tasks arrive at a steady rate'
      return `${sizeName(as, workers)}, ${how}, ${formatPlural(repeats, 'repeat')} of ${seconds} s, ${end}`
    }
    case 'watching':
      return `${formatPlural(measured.result.pairs, 'pair')} of runs with telemetry on and off, ${end}`
  }
}

/** How it came to its end; empty for a good one. */
export function endWords({ progress, measured: { result }, problem }: SweepState): string {
  const end = result.outcome === 'failed' ? (result.error ?? 'It failed.') : 'Stopped: this is what was measured until then.'
  return [progress !== null || result.outcome === 'ok' ? '' : end, problem ?? ''].filter((words) => words !== '').join(' ')
}

/** What one must know to read the figures of a sweep of sizes. */
export function sizeNotes({ basis, points }: SweepResult): string[] {
  const models = new Set(points.map(({ as }) => as))
  return [
    basis === 'steady'
      ? 'Throughput is that of running pools: from when all workers are ready until the last task is handed out.'
      : 'Throughput is that of whole runs, the start of the workers included: some runs were too short for more. With more tasks it is that of running pools.',
    ...(models.size > 1 && models.has('processes') ? ['Memory is no fair comparison here: of threads it is the heap, of processes all that is resident.'] : []),
    ...failedWords(points),
  ]
}

/** The same for arrival rates, and what was found. */
export function rateNotes(result: ArrivalSweepResult): string[] {
  const doubts = result.points.flatMap(({ rate, mmcReason }) => (mmcReason === null ? [] : [{ rate, mmcReason }]))
  const [doubt] = doubts
  return [
    ...arrivalFindings(result, formatRate),
    'Times count from when a task was due, not from when it could be submitted.',
    ...(doubt === undefined ? [] : [`M/M/c predicts no wait at ${formatPlural(doubts.length, 'rate')}: its assumptions do not hold, at ${formatRate(doubt.rate)} because ${doubt.mmcReason}`]),
    ...failedWords(result.points),
  ]
}

const failedWords = (points: readonly { readonly failedTasks: number }[]): string[] => {
  const failed = points.reduce((sum, { failedTasks }) => sum + failedTasks, 0)
  return failed === 0 ? [] : [`${formatPlural(failed, 'task')} did not end well, and count as done.`]
}

/** A model's scalability curve, or why there is none. */
export function fitWords({ as, fit, reason }: SweepResult['fits'][number]): { readonly title: string; readonly figures: string; readonly text: string } {
  const title = MODEL_WORDS[as]
  if (fit === null) return { title, figures: 'no curve', text: reason ?? '' }
  return { title, figures: `sigma ${fitted(fit.sigma)}, kappa ${fitted(fit.kappa)}, ${quality(fit)}`, text: fit.meaning }
}

const fitted = ({ value, low, high }: SweepFit['sigma']): string =>
  low === null || high === null ? short(value) : `${short(value)} (${short(low)} to ${short(high)})`

const short = (value: number): string => (value === 0 ? '0' : value < 1e-6 ? '< 1e-6' : String(Number(value.toPrecision(2))))

const quality = ({ rSquared, relativeError }: SweepFit): string =>
  `${rSquared === null ? '' : `R² ${rSquared.toFixed(2)}, `}${(relativeError * 100).toFixed(1)}% off on average`

/** What watching costs, in sentences. */
export function watchingSentences({ onMs, offMs, differenceMs, differencePercent, verdict }: WatchingCost): string[] {
  const { low, high } = differenceMs
  const interval = low === null || high === null ? '' : ` The 95% interval is ${signed(low)} to ${signed(high)} (${percentRange(differencePercent)}).`
  return [
    `A run takes ${formatDuration(offMs)} unwatched and ${formatDuration(onMs)} watched: ${signed(differenceMs.mean)} (${percent(differencePercent.mean)}).${interval}`,
    WATCHING_WORDS[verdict],
  ]
}

const percentRange = ({ low, high }: Estimate): string => `${percent(low)} to ${percent(high)}`
export const percent = (value: number | null): string => (value === null ? '' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}%`)
const signed = (ms: number): string => `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`
