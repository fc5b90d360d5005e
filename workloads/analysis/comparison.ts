import type { RunMeasures } from './run-measures.ts'
import { mean } from './statistics.ts'
import { welchInterval, type Interval } from './welch.ts'

export const MEASURE_UNITS = {
  makespanMs: 'ms',
  throughput: 'tasks/s',
  waitP50Ms: 'ms',
  waitP95Ms: 'ms',
  waitP99Ms: 'ms',
  runP50Ms: 'ms',
  runP95Ms: 'ms',
  runP99Ms: 'ms',
  cpuSeconds: 's',
  peakMemoryBytes: 'bytes',
  transferShare: 'share',
} as const satisfies Record<keyof RunMeasures, string>
export const MEASURE_LABELS = {
  makespanMs: 'makespan',
  throughput: 'throughput',
  waitP50Ms: 'wait p50',
  waitP95Ms: 'wait p95',
  waitP99Ms: 'wait p99',
  runP50Ms: 'run p50',
  runP95Ms: 'run p95',
  runP99Ms: 'run p99',
  cpuSeconds: 'CPU time',
  peakMemoryBytes: 'peak memory',
  transferShare: 'transfer share',
} as const satisfies Record<keyof RunMeasures, string>

/** To be said where one side has other kinds of worker than the other. */
export const MEMORY_NOTE = 'Peak memory is no fair comparison here: of threads it is the heap, of processes all that is resident.'

export type MeasureUnit = (typeof MEASURE_UNITS)[keyof RunMeasures]

/** The only measure of which more is better. */
const HIGHER_IS_BETTER: keyof RunMeasures = 'throughput'

/** What can be said of b beside a. */
export const VERDICTS = [
  'better',
  'worse',
  'no clear difference',
  'one run each: repeat to be sure',
  'too few runs: repeat to be sure',
  'not measured',
] as const
export type Verdict = (typeof VERDICTS)[number]

export interface ComparisonRow {
  readonly measure: keyof RunMeasures
  readonly unit: MeasureUnit
  /** Mean of the repeats; null when it is missing in one of them. */
  readonly a: number | null
  readonly b: number | null
  /** b - a, in the unit of the row. */
  readonly difference: number | null
  /** The same as a percentage of a; null also where a is 0. */
  readonly differencePercent: number | null
  /** 95% confidence interval of `difference` (Welch); null without at least two runs of each. */
  readonly interval: Interval | null
  readonly verdict: Verdict
}

/**
 * Compares the repeats of one run with those of another, a row for each measure. A difference is called one only when 0
 * lies outside its interval. Each row is judged by itself: of twenty rows of equal runs, one is expected to look clear.
 */
export function compareRuns(a: readonly RunMeasures[], b: readonly RunMeasures[]): ComparisonRow[] {
  return (Object.keys(MEASURE_UNITS) as (keyof RunMeasures)[]).map((measure) => {
    const [valuesA, valuesB] = [valuesOf(a, measure), valuesOf(b, measure)]
    const [meanA, meanB] = [valuesA === null ? null : mean(valuesA), valuesB === null ? null : mean(valuesB)]
    const difference = meanA === null || meanB === null ? null : meanB - meanA
    const interval = valuesA === null || valuesB === null ? null : welchInterval(valuesA, valuesB)
    return {
      measure,
      unit: MEASURE_UNITS[measure],
      a: meanA,
      b: meanB,
      difference,
      differencePercent: difference === null || meanA === null || meanA === 0 ? null : (difference / meanA) * 100,
      interval,
      verdict: difference === null ? 'not measured' : verdictOf(measure, interval, Math.max(a.length, b.length)),
    }
  })
}

/** null when a repeat lacks it: a mean of the others would be one of other runs. */
function valuesOf(runs: readonly RunMeasures[], measure: keyof RunMeasures): number[] | null {
  const values = runs.flatMap((run) => run[measure] ?? [])
  return values.length === runs.length ? values : null
}

function verdictOf(measure: keyof RunMeasures, interval: Interval | null, mostRuns: number): Verdict {
  if (interval === null) return mostRuns > 1 ? 'too few runs: repeat to be sure' : 'one run each: repeat to be sure'
  if (interval.low <= 0 && interval.high >= 0) return 'no clear difference'
  return interval.low > 0 === (measure === HIGHER_IS_BETTER) ? 'better' : 'worse'
}
