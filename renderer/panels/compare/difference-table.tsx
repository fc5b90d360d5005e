import { MEASURE_LABELS, MEMORY_NOTE, type ComparisonRow, type MeasureUnit } from '../../../workloads/analysis/index.ts'
import { formatBytes, formatDuration, formatRate, NONE } from '../../charts/format.ts'
import { formatPercent } from '../../ui/words.ts'
import table from '../../ui/table.module.css'
import styles from './compare.module.css'

type Format = (value: number) => string

const FORMATS: Readonly<Record<MeasureUnit, Format>> = {
  ms: formatDuration,
  s: (seconds) => formatDuration(seconds * 1000),
  'tasks/s': formatRate,
  bytes: formatBytes,
  share: formatPercent,
}

interface DifferenceTableProps {
  readonly rows: readonly ComparisonRow[]
  /** Both sides have the same kinds of worker. */
  readonly sameKinds: boolean
}

/** Both sides measure by measure, means of their repeats. What is said is said of b. */
export function DifferenceTable({ rows, sameKinds }: DifferenceTableProps) {
  return (
    <>
      <table className={`${table['table']} ${styles['differences']}`} aria-label="Comparison">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">a</th>
            <th scope="col">b</th>
            <th scope="col">b against a</th>
            <th scope="col">b is</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.measure} row={row} />
          ))}
        </tbody>
      </table>
      {!sameKinds && <p className={styles['foot']}>{MEMORY_NOTE}</p>}
    </>
  )
}

function Row({ row: { measure, unit, a, b, differencePercent, interval, verdict } }: { row: ComparisonRow }) {
  const format = (value: number | null): string => (value === null ? NONE : FORMATS[unit](value))
  const difference = unit === 'share' ? points : FORMATS[unit]
  const label = MEASURE_LABELS[measure]
  return (
    <tr data-verdict={verdict}>
      <th scope="row">{label.charAt(0).toUpperCase() + label.slice(1)}</th>
      <td className="num">{format(a)}</td>
      <td className="num">{format(b)}</td>
      <td className="num">
        {differencePercent === null ? NONE : signed(differencePercent / 100, formatPercent)}
      </td>
      <td title={verdict}>
        {verdict.includes('repeat') ? 'cannot tell' : verdict}
        {interval !== null && (
          <small className="num" title="b less a, 95% confidence interval">
            {signed(interval.low, difference)} to {signed(interval.high, difference)}
          </small>
        )}
      </td>
    </tr>
  )
}

/** Percentage points: a difference of shares in `%` could be taken for a share of the share. */
const points: Format = (share) => `${(share * 100).toFixed(1)} pp`

const signed = (value: number, format: Format): string => `${value < 0 ? '−' : '+'}${format(Math.abs(value))}`
