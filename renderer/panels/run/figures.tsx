import type { CSSProperties } from 'react'
import {
  durationQuantity,
  formatCount,
  formatCountShort,
  NONE,
  rateQuantity,
  shareQuantity,
  type Quantity,
} from '../../charts/format.ts'
import { useRun, type RunModel } from '../../stores/index.ts'
import { PANEL_HZ } from '../rates.ts'
import styles from './figures.module.css'

interface Figure {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly raw: number | null
  readonly shown: Quantity
}

/** The six numbers of a run. `shown` is false before any run: dashes stand where numbers will. */
export function Figures({ shown }: { shown: boolean }) {
  const run = useRun(PANEL_HZ)
  return (
    <dl className={styles['figures']} aria-label="Figures of the run">
      {figuresOf(run).map(({ id, label, hint, raw, shown: { value, unit } }) => (
        <div key={id} className={styles['figure']} title={hint} style={lengthsOf(value, unit)}>
          <dt>{label}</dt>
          <dd className="num" data-testid={`figure-${id}`} data-value={shown ? (raw ?? '') : ''}>
            <b>{shown ? value : NONE}</b> <small>{shown ? unit : ''}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** How long the texts are: large numbers get smaller digits, so that their unit is seen, too. */
const lengthsOf = (value: string, unit: string): CSSProperties => ({ ['--digits' as string]: value.length, ['--letters' as string]: unit.length })

function figuresOf(run: RunModel): Figure[] {
  const { figures, ended, depth } = run
  const expected = run.info?.expectedTasks ?? null
  const of = expected === null ? (run.info === null ? '' : 'tasks') : `of ${formatCountShort(expected)}`
  const count = (value: number, unit = ''): Quantity => ({ value: formatCount(value), unit })
  const { throughput, waitMs, runMs, outOfOrder } = figures
  return [
    { id: 'done', label: 'Done', hint: 'Tasks that ended, however they did', raw: ended, shown: count(ended, of) },
    {
      id: 'throughput',
      label: 'Throughput',
      hint: 'Tasks ended a second: the last second, then the whole run',
      raw: throughput,
      shown: rateQuantity(throughput),
    },
    { id: 'depth', label: 'Queue depth', hint: 'Tasks waiting now', raw: depth, shown: count(depth) },
    {
      id: 'wait-p95',
      label: 'Wait p95',
      hint: '95 of 100 tasks waited no longer in the queue',
      raw: waitMs.p95,
      shown: durationQuantity(waitMs.p95),
    },
    {
      id: 'run-p95',
      label: 'Run p95',
      hint: '95 of 100 tasks ran no longer',
      raw: runMs.p95,
      shown: durationQuantity(runMs.p95),
    },
    {
      id: 'out-of-order',
      label: 'Out of order',
      hint: 'Tasks that ended after one submitted later',
      raw: outOfOrder,
      shown: shareQuantity(outOfOrder),
    },
  ]
}
