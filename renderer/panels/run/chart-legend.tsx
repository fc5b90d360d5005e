import type { ReactNode } from 'react'
import type { ChartId } from '../../../workloads/contract/index.ts'
import { legendOf, tokenCss, type LegendEntry, type TaskColor } from '../../charts/index.ts'
import { useRunValue } from '../../stores/index.ts'
import { PANEL_HZ } from '../rates.ts'
import styles from './chart-card.module.css'

/** What colours and hatches of a chart mean; nothing where there is nothing to say. */
export function ChartLegend({ chart, color = 'worker' }: { chart: ChartId; color?: TaskColor }) {
  const text = useRunValue((run) => JSON.stringify(legendOf(chart, run, color)), PANEL_HZ)
  return <Legend entries={JSON.parse(text) as LegendEntry[]} />
}

/** Marks and what they stand for; nothing where there are none. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  if (entries.length === 0) return null
  return (
    <ul className={styles['legend']} aria-label="Colours">
      {entries.map(({ label, mark, token }) => (
        <li key={label}>
          <i data-mark={mark} style={{ ['--of' as string]: tokenCss(token) }} />
          {label}
        </li>
      ))}
    </ul>
  )
}

/** A chart above its legend. */
export function WithLegend({ legend, children }: { legend: ReactNode; children: ReactNode }) {
  return (
    <div className={styles['withLegend']}>
      {children}
      {legend}
    </div>
  )
}
