import { costDifference, MEASURE_LABELS, MEMORY_NOTE, type ComparisonRow, type MeasureUnit, type RunMeasures } from '../../analysis/index.ts'
import type { Params, TaskCost } from '../../contract/index.ts'
import type { Style } from '../output.ts'
import { table, wrap } from './table.ts'
import { bytes, duration, NO_VALUE, plural, rate } from './units.ts'

/** One of the two that are compared. */
export interface ComparedSide {
  readonly files: readonly string[]
  readonly preset: string
  readonly technique: string
  readonly title: string
  readonly params: Params
  readonly workerKinds: readonly string[]
  /** Of each repeat, in the order of `files`. */
  readonly measures: readonly RunMeasures[]
  /** Of those that had tasks. */
  readonly costs: readonly TaskCost[]
  readonly warnings: readonly string[]
}

const TEXT_WIDTH = 100

const FORMATS: Record<MeasureUnit, (value: number) => string> = {
  ms: duration,
  s: (seconds) => duration(seconds * 1000),
  'tasks/s': rate,
  bytes,
  share: (share) => `${(share * 100).toFixed(1)}%`,
}

/** A table for people; what is said is said of b. */
export function comparisonText(sides: readonly [ComparedSide, ComparedSide], rows: readonly ComparisonRow[], style: Style): string {
  const [a, b] = sides
  const [head = '', ...lines] = table(
    [['', 'a', 'b', 'b - a', '%', '95% interval of b - a', 'b is'], ...rows.map(cells)],
    ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
  )
  const mixed = a.workerKinds.join() !== b.workerKinds.join()
  const why = costDifference(a, b)
  const text = [
    ...sides.map((side, i) => `${style('bold', i === 0 ? 'a' : 'b')}  ${side.title}, ${plural(side.files.length, 'run')}: ${side.files.join(', ')}`),
    '',
    style('dim', head),
    ...lines.map((line, i) => paint(line, rows[i], style)),
    ...(why === null ? [] : ['', ...wrap(why, TEXT_WIDTH)]),
    ...(mixed ? ['', MEMORY_NOTE] : []),
  ]
  return `${text.join('\n')}\n`
}

/** One object; `verdict` is said of b, `cost` is the sentence on where the difference of a task comes from. */
export function comparisonJson([a, b]: readonly [ComparedSide, ComparedSide], rows: readonly ComparisonRow[]): string {
  return `${JSON.stringify({ a: sideJson(a), b: sideJson(b), rows, cost: costDifference(a, b) }, null, 2)}\n`
}

const sideJson = ({ files, preset, technique, title, params, measures, warnings }: ComparedSide): object => ({
  preset,
  technique,
  title,
  params,
  runs: files.map((file, i) => ({ file, ...measures[i] })),
  warnings,
})

function cells({ measure, unit, a, b, difference, differencePercent, interval, verdict }: ComparisonRow): string[] {
  const format = FORMATS[unit]
  const formatDifference = unit === 'share' ? points : format
  return [
    MEASURE_LABELS[measure],
    a === null ? NO_VALUE : format(a),
    b === null ? NO_VALUE : format(b),
    difference === null ? NO_VALUE : signed(difference, formatDifference),
    differencePercent === null ? NO_VALUE : signed(differencePercent, (percent) => percent.toFixed(1)),
    interval === null ? NO_VALUE : `${signed(interval.low, formatDifference)} to ${signed(interval.high, formatDifference)}`,
    verdict,
  ]
}

/** Percentage points: a difference of shares in `%` could be taken for a share of the share. */
const points = (share: number): string => `${(share * 100).toFixed(1)} pp`

/** Formats are for values from 0 on. */
const signed = (value: number, format: (value: number) => string): string =>
  `${value < 0 ? '-' : '+'}${format(Math.abs(value))}`

function paint(line: string, row: ComparisonRow | undefined, style: Style): string {
  if (row?.verdict === 'better') return style('green', line)
  return row?.verdict === 'worse' ? style('red', line) : line
}
