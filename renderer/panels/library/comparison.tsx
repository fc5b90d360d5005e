import type { ComparisonRow, MeasureUnit, RunMeasures } from '../../../workloads/analysis/index.ts'
import { formatBytes, formatDuration, formatRate, NONE } from '../../charts/format.ts'
import type { ComparedSide, Comparison } from '../../stores/compare-runs.ts'
import { formatPercent, formatPlural } from '../../ui/words.ts'
import styles from './library.module.css'

const LABELS: Readonly<Record<keyof RunMeasures, string>> = {
  makespanMs: 'Makespan',
  throughput: 'Throughput',
  waitP50Ms: 'Wait p50',
  waitP95Ms: 'Wait p95',
  waitP99Ms: 'Wait p99',
  runP50Ms: 'Run p50',
  runP95Ms: 'Run p95',
  runP99Ms: 'Run p99',
  cpuSeconds: 'CPU time',
  peakMemoryBytes: 'Peak memory',
  transferShare: 'Transfer share',
}

const FORMATS: Readonly<Record<MeasureUnit, (value: number) => string>> = {
  ms: formatDuration,
  s: (seconds) => formatDuration(seconds * 1000),
  'tasks/s': formatRate,
  bytes: formatBytes,
  share: formatPercent,
}

/** Two runs, or repeats of two, measure by measure. What is said is said of b. */
export function ComparisonTable({ comparison: { a, b, rows } }: { comparison: Comparison }) {
  return (
    <>
      <p>
        <b>a</b> {sideWords(a)}. <b>b</b> {sideWords(b)}.
      </p>
      <table className={styles['compared']} aria-label="Comparison">
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
      {a.workerKinds !== b.workerKinds && (
        <p className={styles['foot']}>
          Peak memory is no fair comparison here: of threads it is the heap, of processes all that is resident.
        </p>
      )}
    </>
  )
}

function Row({ row: { measure, unit, a, b, differencePercent, verdict } }: { row: ComparisonRow }) {
  const format = (value: number | null): string => (value === null ? NONE : FORMATS[unit](value))
  const against = differencePercent === null ? NONE : `${differencePercent < 0 ? '−' : '+'}${formatPercent(Math.abs(differencePercent) / 100)}`
  return (
    <tr data-verdict={verdict}>
      <th scope="row">{LABELS[measure]}</th>
      <td className="num">{format(a)}</td>
      <td className="num">{format(b)}</td>
      <td className="num">{against}</td>
      <td>{verdict}</td>
    </tr>
  )
}

function sideWords({ names }: ComparedSide): string {
  const [first = ''] = names
  return names.length === 1 ? first : `${first} and ${formatPlural(names.length - 1, 'repeat')}`
}
