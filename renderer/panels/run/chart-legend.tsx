import { useMemo, type ReactNode } from 'react'
import type { ChartId } from '../../../workloads/contract/index.ts'
import { legendOf, type LegendEntry, type TaskColor } from '../../charts/index.ts'
import { useRunValue } from '../../stores/index.ts'
import { PANEL_HZ } from '../rates.ts'
import { LegendLine } from './legend-line.tsx'
import styles from './legend.module.css'

/** What colours and hatches of a chart of the run mean now. */
export function useLegend(chart: ChartId, color: TaskColor = 'worker'): readonly LegendEntry[] {
  const text = useRunValue((run) => JSON.stringify(legendOf(chart, run, color)), PANEL_HZ)
  return useMemo(() => JSON.parse(text) as LegendEntry[], [text])
}

/** A chart above its legend. */
export function WithLegend({ entries, children }: { entries: readonly LegendEntry[]; children: ReactNode }) {
  return (
    <div className={styles['withLegend']}>
      {children}
      <LegendLine entries={entries} />
    </div>
  )
}
